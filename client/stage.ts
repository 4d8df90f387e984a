/** The stage: a wall in a room. */
import './pages/stage-page.ts';
