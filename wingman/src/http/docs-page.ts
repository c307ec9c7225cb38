import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Router } from 'express';

/** Swagger UI comes from its package: nothing is loaded from elsewhere, and the policy lets nothing be. */
const SWAGGER_UI = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const FILES = ['swagger-ui-bundle.js', 'swagger-ui.css', 'favicon-32x32.png'] as const;
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
const MONTH_MS = 30 * 86_400_000;

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Wingman: REST API</title>
<link rel="icon" href="docs/favicon-32x32.png">
<link rel="stylesheet" href="docs/swagger-ui.css">
<link rel="stylesheet" href="docs/page.css">
<script src="docs/swagger-ui-bundle.js" defer></script>
<script src="docs/page.js" defer></script>
</head>
<body>
<main id="api"><noscript>This page needs JavaScript. The same is told by <a href="openapi.json">openapi.json</a>.</noscript></main>
</body>
</html>
`;

const STYLE = `body { margin: 0; background: #fff; }
html.dark-mode, html.dark-mode body { background: #1c2022; }
html .swagger-ui .wrapper { box-sizing: border-box; }
html .swagger-ui .information-container { padding-bottom: 0; }
html .swagger-ui .info { margin: 24px 0; }
html .swagger-ui .scheme-container { padding: 16px 0; margin-bottom: 16px; }
html .swagger-ui .filter .operation-filter-input { box-sizing: border-box; width: 100%; }
@media (max-width: 640px) {
  html .swagger-ui .wrapper { padding: 0 10px; }
  html .swagger-ui .opblock .opblock-summary-path { max-width: none; }
  html .swagger-ui .opblock .opblock-summary { flex-wrap: wrap; }
  html .swagger-ui .opblock .opblock-summary-description { flex: 1 0 100%; padding: 4px 0; }
  html .swagger-ui .opblock .opblock-section-header { padding: 8px 10px; }
  html .swagger-ui table.parameters td { display: block; width: auto; }
}
`;

/** No token is kept when the page is left. */
const SCRIPT = `const dark = matchMedia('(prefers-color-scheme: dark)');
const dress = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', dress);
dress();
SwaggerUIBundle({
  url: 'openapi.json',
  dom_id: '#api',
  deepLinking: true,
  filter: true,
  displayRequestDuration: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  persistAuthorization: false,
  validatorUrl: null,
});
`;

/** `GET /docs`: the description of the API to read, and to try with a token. */
export function docsRouter(): Router {
  // Files are named from the page's own address: `/docs/` would be another.
  const router = Router({ strict: true });
  router.use('/docs', (_request, response, next) => {
    response.set({
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    next();
  });
  const own = {
    '/docs': ['html', PAGE],
    '/docs/page.css': ['css', STYLE],
    '/docs/page.js': ['js', SCRIPT],
  } as const;
  for (const [path, [type, text]] of Object.entries(own)) {
    router.get(path, (_request, response) => void response.type(type).send(text));
  }
  for (const file of FILES) {
    router.get(`/docs/${file}`, (_request, response) =>
      response.sendFile(join(SWAGGER_UI, file), { maxAge: MONTH_MS }),
    );
  }
  return router;
}
