import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sourceHash } from './source-hash.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BUILD = fileURLToPath(new URL('./build.ts', import.meta.url));
/** Pages of other sources that are kept beside the one asked for. */
const KEPT = 4;

/** Everything that decides what the page becomes. */
const SOURCES = [
  'package-lock.json',
  'cockpit/index.html',
  'cockpit/package.json',
  'cockpit/public',
  'cockpit/src',
  'cockpit/vite.config.ts',
  'chain-types/src',
  'dx-node/src/errors.ts',
  'dx-node/src/schemas',
  'indexer/src/schemas',
  'program/src',
  'wingman/src/onnx',
  'wingman/src/schemas',
];

/** Folder with the page of the present sources; builds it when nobody did before. */
export async function builtPage(cacheDir: string, signal: AbortSignal): Promise<string> {
  const pages = join(resolve(cacheDir), 'cockpit');
  const folder = join(pages, await sourceHash(ROOT, SOURCES));
  await mkdir(pages, { recursive: true });
  if (await exists(join(folder, 'index.html'))) {
    const now = new Date();
    await utimes(folder, now, now);
    return folder;
  }
  const half = await mkdtemp(join(pages, 'half-'));
  try {
    await buildInto(half, signal, { beside: true });
    // Another start may have been faster.
    await rename(half, folder).catch(async (error: unknown) => {
      if (!(await exists(join(folder, 'index.html')))) throw error;
    });
  } finally {
    await rm(half, { recursive: true, force: true });
  }
  await forgetOld(pages, folder);
  return folder;
}

/**
 * In a process of its own: the bundler's memory goes with it.
 * @param options.beside others, who are waited for more urgently, start at the same time
 */
export async function buildInto(
  folder: string,
  signal: AbortSignal,
  { beside = false }: { readonly beside?: boolean } = {},
): Promise<void> {
  const building = promisify(execFile)(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', BUILD, resolve(folder)],
    { signal, cwd: ROOT, env: { ...process.env, NODE_ENV: 'production' } },
  );
  if (beside) giveWay(building.child.pid);
  await building;
}

function giveWay(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Where that is not allowed, or it has ended: then they share.
  }
}

async function forgetOld(pages: string, current: string): Promise<void> {
  const names = await readdir(pages);
  const others = await Promise.all(
    names
      .filter((name) => /^[0-9a-f]{64}$/.test(name) && join(pages, name) !== current)
      .map(async (name) => ({
        path: join(pages, name),
        used: await stat(join(pages, name)).then(
          ({ mtimeMs }) => mtimeMs,
          () => 0,
        ),
      })),
  );
  const old = others.sort((a, b) => b.used - a.used).slice(KEPT);
  await Promise.all(old.map(({ path }) => rm(path, { recursive: true, force: true })));
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
