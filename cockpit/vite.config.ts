import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  // Relative, so that any static server under any path will do.
  base: './',
  plugins: [react()],
  build: {
    target: 'es2024',
    manifest: true,
    // The page's policy lets nothing be fetched from `data:`.
    assetsInlineLimit: 0,
    // The font-free, hand-kept CSS is small; one file a route.
    cssCodeSplit: true,
    chunkSizeWarningLimit: 1_500,
  },
});
