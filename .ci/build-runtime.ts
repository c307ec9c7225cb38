/**
 * Builds the runtime's Wasm and metadata into `chain/artifacts`, with a digest of the sources they come from.
 * `--check` builds nothing and fails when the sources are no longer those of the committed artifacts; `--verify` builds
 * and compares what comes out with them.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  CHAIN,
  cargo,
  complain,
  digestOfRuntime,
  sha256,
  WASM,
  WASM_ENVIRONMENT,
  wasmOutput,
} from './chain-build.ts';

const ARTIFACTS = path.join(CHAIN, 'artifacts');
const METADATA = 'metadata.scale';
const DIGEST = 'digest.json';
const COMMAND = 'npm run build:runtime';

type Digest = { readonly sources: string; readonly wasm: string; readonly metadata: string };

interface Built {
  readonly sources: string;
  readonly wasm: Buffer;
  readonly metadata: Buffer;
}

/** Compiles what the sources are now; undefined, with a complaint, when they changed meanwhile. */
async function compile(): Promise<Built | undefined> {
  const sources = await digestOfRuntime();
  const runtime = ['--release', '--locked', '-p', 'airo-runtime'];
  await cargo(['build', ...runtime], WASM_ENVIRONMENT);
  const metadata = await cargo(['run', '--quiet', ...runtime, '--example', 'metadata'], WASM_ENVIRONMENT);
  if ((await digestOfRuntime()) !== sources) {
    complain(`The sources changed during the build: run ${COMMAND} again.`);
    return undefined;
  }
  const wasm = await readFile(path.join(wasmOutput, WASM));
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
  if (digest.sources !== (await digestOfRuntime())) stale.push('the sources under chain/ or models/');
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
