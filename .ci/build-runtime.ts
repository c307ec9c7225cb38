/**
 * Builds the runtime's Wasm and metadata into `chain/artifacts`, with a digest of the sources they come from.
 * `--check` builds nothing and fails when the sources are no longer those of the committed artifacts; `--verify` builds
 * and compares what comes out with them.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '..');
const CHAIN = path.join(ROOT, 'chain');
const ARTIFACTS = path.join(CHAIN, 'artifacts');
const WASM = 'airo_runtime.compact.compressed.wasm';
const METADATA = 'metadata.scale';
const DIGEST = 'digest.json';
const COMMAND = 'npm run build:runtime';

type Digest = { readonly sources: string; readonly wasm: string; readonly metadata: string };

function complain(what: string): void {
  process.stderr.write(`${what}\n`);
  process.exitCode = 1;
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const isChainSource = (file: string): boolean =>
  file.endsWith('.rs') || path.basename(file) === 'Cargo.toml' || path.basename(file) === 'Cargo.lock';

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const nested = await Promise.all(
    entries.map((entry) => {
      const at = path.join(folder, entry.name);
      if (!entry.isDirectory()) return [at];
      return entry.name === 'target' || entry.name === 'artifacts' ? [] : filesUnder(at);
    }),
  );
  return nested.flat();
}

/** SHA-256 over path and content of everything the runtime is compiled from, independent of the file system's order. */
async function digestOfSources(): Promise<string> {
  const chain = (await filesUnder(CHAIN)).filter(isChainSource);
  const manifests = (await filesUnder(path.join(ROOT, 'models'))).filter((file) =>
    file.endsWith('.manifest.json'),
  );
  const names = [...chain, ...manifests]
    .map((file) => path.relative(ROOT, file).split(path.sep).join('/'))
    .sort();
  const hash = createHash('sha256');
  for (const name of names) {
    const content = await readFile(path.join(ROOT, name));
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** Panic messages carry source paths: names them alike on every machine. */
function withoutPathsOfThisMachine(targetDir: string): string {
  const cargoHome = process.env.CARGO_HOME ?? path.join(homedir(), '.cargo');
  const names: readonly [string, string][] = [
    [cargoHome, 'cargo'],
    [targetDir, 'target'],
    [CHAIN, 'chain'],
  ];
  return names.map(([from, to]) => `--remap-path-prefix=${from}=${to}`).join(' ');
}

/** Runs cargo in `chain`; resolves with what it wrote to standard output. */
function cargo(args: readonly string[], targetDir: string): Promise<Buffer> {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    CARGO_TARGET_DIR: targetDir,
    // Without it the Wasm would be built with whatever versions the registry has newest.
    WASM_BUILD_WORKSPACE_HINT: CHAIN,
    WASM_BUILD_RUSTFLAGS: withoutPathsOfThisMachine(targetDir),
  };
  delete env.SKIP_WASM_BUILD;
  return new Promise((resolve, reject) => {
    const child = spawn('cargo', args, { cwd: CHAIN, env, stdio: ['ignore', 'pipe', 'inherit'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(chunks));
      else reject(new Error(`cargo ${args.join(' ')} ended with ${code}`));
    });
  });
}

interface Built {
  readonly sources: string;
  readonly wasm: Buffer;
  readonly metadata: Buffer;
}

/** Compiles what the sources are now; undefined, with a complaint, when they changed meanwhile. */
async function compile(): Promise<Built | undefined> {
  const cache = process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache');
  const targetDir = process.env.CARGO_TARGET_DIR ?? path.join(cache, 'airo', 'target');
  const sources = await digestOfSources();
  const runtime = ['--release', '--locked', '-p', 'airo-runtime'];
  await cargo(['build', ...runtime], targetDir);
  const metadata = await cargo(['run', '--quiet', ...runtime, '--example', 'metadata'], targetDir);
  if ((await digestOfSources()) !== sources) {
    complain(`The sources changed during the build: run ${COMMAND} again.`);
    return undefined;
  }
  const wasm = await readFile(path.join(targetDir, 'release', 'wbuild', 'airo-runtime', WASM));
  return { sources, wasm, metadata };
}

async function build(): Promise<void> {
  const built = await compile();
  if (!built) return;
  const { sources, wasm, metadata } = built;
  const digest: Digest = { sources, wasm: sha256(wasm), metadata: sha256(metadata) };
  await mkdir(ARTIFACTS, { recursive: true });
  await writeFile(path.join(ARTIFACTS, WASM), wasm);
  await writeFile(path.join(ARTIFACTS, METADATA), metadata);
  await writeFile(path.join(ARTIFACTS, DIGEST), `${JSON.stringify(digest, null, 2)}\n`);
  process.stdout.write(`${WASM}: ${wasm.length} bytes, ${METADATA}: ${metadata.length} bytes\n`);
}

const committed = (file: string) => readFile(path.join(ARTIFACTS, file));

async function check(): Promise<void> {
  const digest = JSON.parse((await committed(DIGEST)).toString()) as Partial<Digest>;
  const stale: string[] = [];
  if (digest.sources !== (await digestOfSources())) stale.push('the sources under chain/ or models/');
  if (digest.wasm !== sha256(await committed(WASM))) stale.push(WASM);
  if (digest.metadata !== sha256(await committed(METADATA))) stale.push(METADATA);
  if (stale.length > 0) {
    complain(`chain/artifacts doesn't match ${stale.join(', ')}: run ${COMMAND} and commit the result.`);
  }
}

/** Another compiler or folder gives other Wasm for the same sources, so that only the metadata has to be the same. */
async function verify(): Promise<void> {
  const built = await compile();
  if (!built) return;
  await check();
  if (!built.metadata.equals(await committed(METADATA))) {
    complain(
      `The sources give another ${METADATA} than the committed one: run ${COMMAND} and commit the result.`,
    );
  }
  const same = built.wasm.equals(await committed(WASM));
  process.stdout.write(
    same
      ? `${WASM} is the committed one, byte for byte\n`
      : `${WASM} differs from the committed one, as it does with another compiler or in another folder\n`,
  );
}

const [mode] = process.argv.slice(2);
await (mode === '--check' ? check() : mode === '--verify' ? verify() : build());
