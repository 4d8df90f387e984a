import './pages/phone-page.ts';
