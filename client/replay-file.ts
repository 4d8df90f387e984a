/** What a kept file carries of the reader's page: one script and one style, built by itself (`scripts/build.ts`). */
import './ui/base.css';
import './pages/document.css';
import './pages/replay-page.css';
import './pages/replay-page.ts';
