import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { fetchServedEndpoints, findEndpoints } from './settings/endpoints.ts';
import { applyTheme, storedTheme } from './settings/theme.ts';
import './styles/tokens.css';
import './styles/base.css';

// What most visits begin with comes while the endpoints are asked for.
if (['', '#/'].includes(window.location.hash)) void import('./features/catalogue/catalogue-page.tsx');

applyTheme(storedTheme(localStorage), localStorage, document.documentElement);
const endpoints = await findEndpoints({
  search: window.location.search,
  storage: localStorage,
  fetchServed: fetchServedEndpoints,
});
const root = document.getElementById('root');
if (root) createRoot(root).render(<App endpoints={endpoints} />);
