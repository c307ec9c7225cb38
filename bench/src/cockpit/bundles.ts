import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { inCheckout } from '../child.ts';

const BYTES_PER_KB = 1_000;
const ENTRY = 'index.html';

/** Vite's own list of what it built. */
const manifestSchema = z.record(
  z.string(),
  z.object({
    file: z.string(),
    css: z.array(z.string()).default([]),
    imports: z.array(z.string()).default([]),
    isDynamicEntry: z.boolean().default(false),
  }),
);
type Manifest = z.output<typeof manifestSchema>;

/** What a view adds to what the page loads first, gzip level 9: its code and style, less what is loaded on demand in it. */
export interface Bundle {
  readonly name: string;
  readonly gzipKb: number;
}

/** Builds the page anew and weighs each view. */
export async function weighViews(): Promise<{ readonly first: number; readonly views: readonly Bundle[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'airo-page-'));
  try {
    await promisify(execFile)(process.execPath, [
      '--disable-warning=ExperimentalWarning',
      inCheckout('cockpit/server/main.ts'),
      ...['--out', folder, '--log-level', 'error'],
    ]);
    const manifest = manifestSchema.parse(
      JSON.parse(await readFile(join(folder, '.vite/manifest.json'), 'utf8')),
    );
    const first = closure(manifest, ENTRY);
    const pages = Object.keys(manifest).filter((key) => /features\/[^/]+\/[^/]+-page\.tsx$/.test(key));
    const views = await Promise.all(
      pages.map(async (key) => ({
        name: basename(key, '-page.tsx'),
        gzipKb: await weigh(
          folder,
          [...closure(manifest, key)].filter((file) => !first.has(file)),
        ),
      })),
    );
    return {
      first: await weigh(folder, [...first]),
      views: views.sort((a, b) => b.gzipKb - a.gzipKb),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Files that are loaded with a module before it runs. */
function closure(manifest: Manifest, key: string, seen = new Set<string>()): Set<string> {
  const chunk = manifest[key];
  if (!chunk || seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const css of chunk.css) seen.add(css);
  for (const other of chunk.imports) closure(manifest, other, seen);
  return seen;
}

async function weigh(folder: string, files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(
    files.map(async (file) => gzipSync(await readFile(join(folder, file)), { level: 9 }).byteLength),
  );
  return sizes.reduce((sum, size) => sum + size, 0) / BYTES_PER_KB;
}
