/** The desk: where a session is led from, on a laptop or a phone. */
import './pages/desk-page.ts';
