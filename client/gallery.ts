/** The gallery: every kind in every state, in development only. */
import './pages/gallery-page.ts';
