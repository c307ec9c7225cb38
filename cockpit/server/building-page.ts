import express, { type Express } from 'express';

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Airo is being built</title>
<link rel="icon" href="data:,">
<style>
  :root { color-scheme: dark light }
  body { display: grid; min-height: 90dvh; place-content: center; text-align: center;
    font: 1rem/1.5 system-ui, sans-serif }
</style>
<p role="status"><strong>The page is being built</strong><br>
  Once after each change of its sources, for a few seconds. It opens by itself.</p>
<noscript><p>Load it anew in a moment.</p></noscript>
<script src="building.js"></script>
`;

/** A server that goes away meanwhile is asked again, until there is one. */
const SCRIPT = `const wait = () => fetch('built').then(
  () => location.reload(),
  () => setTimeout(wait, 1000),
);
wait();
`;

/** Instead of the page while it is built: 503 for what is no page. */
export function buildingPage(): Express {
  const app = express();
  app.use((_request, response, next) => {
    response.set({ 'cache-control': 'no-store', 'retry-after': '2' });
    next();
  });
  app.get(['/', '/index.html'], (_request, response) => void response.type('html').send(PAGE));
  app.get('/building.js', (_request, response) => void response.type('js').send(SCRIPT));
  app.use((_request, response) => void response.status(503).end());
  return app;
}
