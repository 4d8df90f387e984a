/** The reader's door: the outcome, how it came about, and the session as it was. */
import './pages/replay-page.ts';
