/** The front door of the house. */
import './pages/home-page.ts';
