import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** `node build.ts <folder>`: the page, ready for any static server. */
const root = fileURLToPath(new URL('../', import.meta.url));
await build({
  root,
  configFile: `${root}vite.config.ts`,
  configLoader: 'native',
  logLevel: 'warn',
  build: { outDir: process.argv[2] ?? 'dist', emptyOutDir: true },
});
