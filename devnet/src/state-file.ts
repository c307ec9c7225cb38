import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { DevnetError } from './errors.ts';

const schema = z.object({
  pid: z.int(),
  chain: z.object({ url: z.string(), genesisHash: z.string() }),
  dx: z.array(z.object({ name: z.string(), url: z.string(), peerId: z.string() })),
  wingmen: z.array(
    z.object({ name: z.string(), account: z.string(), url: z.string(), priceAiro: z.string() }),
  ),
  /** Not everybody who writes this file runs one. */
  indexer: z.object({ url: z.string() }).optional(),
  cockpit: z.object({ url: z.string() }).optional(),
});

/** Where the parts of a market are, as a state folder has it. */
export type FoundState = z.infer<typeof schema>;

/** Of a running devnet; written when all are ready, removed when it stops. */
export type DevnetState = FoundState & { indexer: { url: string }; cockpit: { url: string } };

const fileIn = (folder: string) => join(folder, 'devnet.json');

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** The devnet that runs on this state folder now, if any. */
export function readState(folder: string): FoundState | undefined {
  const path = fileIn(folder);
  if (!existsSync(path)) return undefined;
  const state = schema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  return state.success && isAlive(state.data.pid) ? state.data : undefined;
}

/**
 * Empties the state folder, so that every start is a fresh one.
 * @throws DevnetError DEVNET_RUNNING when another devnet lives in it
 */
export function prepareState(folder: string): { logs: string } {
  const running = readState(folder);
  if (running) {
    throw new DevnetError(
      'DEVNET_RUNNING',
      `a devnet is already running on ${folder} (process ${running.pid}): stop it with Ctrl-C, or start this one with --state another-folder and other ports`,
      { pid: running.pid },
    );
  }
  rmSync(folder, { recursive: true, force: true });
  const logs = join(folder, 'logs');
  mkdirSync(logs, { recursive: true });
  return { logs };
}

export function writeState(folder: string, state: DevnetState): void {
  writeFileSync(fileIn(folder), `${JSON.stringify(state, null, 2)}\n`);
}

/** What the page begins with, in the words of its own schema. */
export function writeEndpoints(path: string, state: Omit<DevnetState, 'pid' | 'cockpit'>): void {
  const endpoints = {
    chain: state.chain.url,
    dx: state.dx[0]?.url,
    indexer: state.indexer.url,
    wingmen: state.wingmen.map(({ url }) => url),
  };
  writeFileSync(path, `${JSON.stringify(endpoints, null, 2)}\n`);
}

export function removeState(folder: string): void {
  rmSync(fileIn(folder), { force: true });
}
