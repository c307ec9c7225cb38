/**
 * Measures the weights of every call with frame-omni-bencher and writes them where they are compiled from. Arguments are
 * names of pallets, when not all of them are to be measured. Run it on a machine that does nothing else.
 */
import { execFile, spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { CACHE, CHAIN, cargo, complain } from './chain-build.ts';

const BENCHER = 'frame-omni-bencher';
const BENCHER_VERSION = '0.28.0';
const TOOLS = path.join(CACHE, 'tools');
/** A folder of its own: in the usual one the next build would take this runtime for the real one. */
const TARGET_DIR = path.join(CACHE, 'target-weights');
const STEPS = 20;
const REPEAT = 20;
/** Whatever else the machine does only ever adds time: the fastest pass is the one nearest the truth. */
const PASSES = 3;

/** Where each pallet's weights go, below `chain/`. */
const OUTPUT: Readonly<Record<string, string>> = {
  pallet_models: 'pallets/models/src/weights.rs',
  pallet_providers: 'pallets/providers/src/weights.rs',
  pallet_marketplace: 'pallets/marketplace/src/weights.rs',
  pallet_execution: 'pallets/execution/src/weights.rs',
  pallet_grandpa: 'runtime/src/weights/grandpa.rs',
};

/** Path of the bencher, which is installed when it isn't there. */
async function bencher(): Promise<string> {
  const binary = path.join(TOOLS, 'bin', BENCHER);
  const installed = await promisify(execFile)(binary, ['--version']).catch(() => undefined);
  if (installed?.stdout.includes(BENCHER_VERSION)) return binary;
  process.stdout.write(
    `Installing ${BENCHER} ${BENCHER_VERSION}: with 2 cores that takes about an hour, once\n`,
  );
  await mkdir(TOOLS, { recursive: true });
  await cargo(['install', BENCHER, '--version', BENCHER_VERSION, '--locked', '--root', TOOLS], {
    CARGO_TARGET_DIR: undefined,
  });
  return binary;
}

/** Path of the runtime's Wasm with benchmarks in it. */
async function runtime(): Promise<string> {
  await cargo(['build', '--release', '--locked', '-p', 'airo-runtime', '--features', 'runtime-benchmarks'], {
    CARGO_TARGET_DIR: TARGET_DIR,
    SKIP_WASM_BUILD: undefined,
    WASM_BUILD_WORKSPACE_HINT: CHAIN,
  });
  return path.join(TARGET_DIR, 'release/wbuild/airo-runtime/airo_runtime.compact.compressed.wasm');
}

/** One pass over all benchmarks of a pallet; writes its weights to `output`. */
function pass(binary: string, wasm: string, pallet: string, output: string): Promise<number | null> {
  const options: Readonly<Record<string, string>> = {
    runtime: wasm,
    'genesis-builder': 'runtime',
    'genesis-builder-preset': 'development',
    pallet,
    extrinsic: '*',
    steps: `${STEPS}`,
    repeat: `${REPEAT}`,
    'min-duration': '0',
    template: 'weights.hbs',
    output,
  };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const quiet = ['--no-storage-info', '--no-median-slopes', '--no-min-squares', '--quiet'];
  return new Promise((resolve, reject) => {
    const child = spawn(binary, ['v1', 'benchmark', 'pallet', ...args, ...quiet], {
      cwd: CHAIN,
      stdio: 'inherit',
    });
    child.on('error', reject);
    child.on('close', resolve);
  });
}

/** Picoseconds of all calls together, without what their parameters add. */
async function picosecondsIn(file: string): Promise<number> {
  const bases = (await readFile(file, 'utf8')).matchAll(/^\t\tWeight::from_parts\(([\d_]+),/gm);
  return [...bases].reduce((sum, [, base = '0']) => sum + Number(base.replaceAll('_', '')), 0);
}

/** Measures a pallet `PASSES` times and keeps the weights of the fastest pass; false when it can't be measured. */
async function measure(binary: string, wasm: string, pallet: string, output: string): Promise<boolean> {
  const folder = await mkdtemp(path.join(tmpdir(), 'weights-'));
  try {
    let best = { file: '', picoseconds: Number.POSITIVE_INFINITY };
    for (let nth = 0; nth < PASSES; nth++) {
      const file = path.join(folder, `${nth}.rs`);
      if ((await pass(binary, wasm, pallet, file)) !== 0) return false;
      const picoseconds = await picosecondsIn(file);
      process.stdout.write(`${pallet}, pass ${nth + 1} of ${PASSES}: ${Math.round(picoseconds / 1e6)} µs\n`);
      if (picoseconds < best.picoseconds) best = { file, picoseconds };
    }
    await copyFile(best.file, path.join(CHAIN, output));
    return true;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const asked = process.argv.slice(2);
const unknown = asked.filter((pallet) => !(pallet in OUTPUT));
if (unknown.length > 0)
  complain(`No such pallet: ${unknown.join(', ')}. There are ${Object.keys(OUTPUT).join(', ')}.`);
else {
  const [binary, wasm] = [await bencher(), await runtime()];
  for (const [pallet, output] of Object.entries(OUTPUT)) {
    if (asked.length > 0 && !asked.includes(pallet)) continue;
    if (!(await measure(binary, wasm, pallet, output))) complain(`${pallet} could not be measured`);
  }
}
