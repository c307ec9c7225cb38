import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SOURCES = join(import.meta.dirname, '../../interop/go');
/** A proxy that can't be reached answers slowly or not at all. */
const MODULES_MS = 120_000;
const OUTPUT_BYTES = 64 * 1_048_576;

interface Outcome {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/**
 * Whether the Go client can be built here. If not, says on stdout what is not tested and how it would be, or fails when
 * `AIRO_REQUIRE` names go.
 */
export async function goForTests(what: string): Promise<boolean> {
  const missing = await whatIsMissing();
  if (missing === undefined) return true;
  const skipped = `${what} is not tested: ${missing}`;
  if ((process.env.AIRO_REQUIRE ?? '').split(',').includes('go')) throw new TypeError(skipped);
  process.stdout.write(`${skipped}\n`);
  return false;
}

async function whatIsMissing(): Promise<string | undefined> {
  try {
    await run('go', ['version']);
  } catch {
    return 'it needs go; apt install golang, 1.25 or newer';
  }
  try {
    await run('go', ['mod', 'download'], { cwd: SOURCES, timeout: MODULES_MS });
    return undefined;
  } catch {
    return `its modules are not here and can't be fetched; (cd dx-node/interop/go && go mod download)`;
  }
}

/** The client in Go, built into a folder of its own. */
export class GoClient {
  #dir = '';

  async build(): Promise<void> {
    this.#dir = await mkdtemp(join(tmpdir(), 'dx-go-'));
    await run('go', ['build', '-o', this.#binary, '.'], { cwd: SOURCES });
  }

  /** Its own unit tests, against the vectors of the specification. Throws what they print when one fails. */
  async test(): Promise<void> {
    await run('go', ['test', './...'], { cwd: SOURCES });
  }

  async run(peers: readonly string[], ...args: string[]): Promise<Outcome> {
    const flags = peers.flatMap((peer) => ['-peer', peer]);
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const options = { encoding: 'buffer' as const, maxBuffer: OUTPUT_BYTES };
    execFile(this.#binary, [...flags, ...args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, stdout, stderr: stderr.toString() });
    });
    return promise;
  }

  async close(): Promise<void> {
    if (this.#dir !== '') await rm(this.#dir, { recursive: true, force: true });
  }

  get #binary(): string {
    return join(this.#dir, 'dx-client');
  }
}
