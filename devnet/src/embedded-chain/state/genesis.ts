import { readFile } from 'node:fs/promises';
import type { Clock } from '@airo/program';
import { compactFromU8a, hexToU8a, u8aToHex } from '@polkadot/util';
import type { Chopsticks } from '../chopsticks.ts';
import { EmbeddedChainError } from '../errors.ts';
import { mergeJson, parseExact } from './exact-json.ts';
import { FlatState } from './flat-state.ts';
import { bytes, option } from './scale.ts';
import { storageKey } from './storage-key.ts';

type Hex = `0x${string}`;

const CODE_KEY = '0x3a636f6465';
const WASM_MAGIC = '0061736d';
/** Marks a zstd-compressed runtime. */
const COMPRESSED_MAGIC = '52bc537646db8e05';

export async function readRuntime(path: string): Promise<Hex> {
  const file = await readFile(path).catch((cause: unknown) => {
    throw new EmbeddedChainError(
      'WASM_UNREADABLE',
      `can't read the runtime ${path}: build it with "npm run build:runtime", or name another with --wasm`,
      { path },
      { cause },
    );
  });
  const hex = file.toString('hex');
  if (!hex.startsWith(WASM_MAGIC) && !hex.startsWith(COMPRESSED_MAGIC)) {
    throw new EmbeddedChainError('WASM_UNREADABLE', `${path} is not a runtime Wasm: check --wasm`, { path });
  }
  return `0x${hex}`;
}

/**
 * The state of block 0, as the runtime itself builds it from its preset. `Timestamp.Now` is the time of the start:
 * chain time then begins near wall time, and no two starts share a genesis hash.
 */
export async function buildGenesis(
  chopsticks: Pick<Chopsticks, 'runTask'>,
  init: { wasm: Hex; preset: string; clock: Clock },
): Promise<FlatState> {
  const call = (method: string, argument: Hex) => callOnCodeOnly(chopsticks, init.wasm, method, argument);
  const refuse = (reason: string) =>
    new EmbeddedChainError(
      'GENESIS_REFUSED',
      `the runtime has no usable genesis preset "${init.preset}" (${reason}): check --preset`,
      { preset: init.preset, reason },
    );

  const defaults = presetJson((await call('GenesisBuilder_get_preset', '0x00')).result);
  const patch = presetJson(
    (await call('GenesisBuilder_get_preset', u8aToHex(option(bytes(Buffer.from(init.preset)))))).result,
  );
  if (patch === null) throw refuse('no preset of that name');
  const config = JSON.stringify(mergeJson(parseExact(defaults ?? '{}'), parseExact(patch)));

  const built = await call('GenesisBuilder_build_state', u8aToHex(bytes(Buffer.from(config))));
  if (!built.result.startsWith('0x00')) throw refuse(resultError(built.result));

  const values = new Map<string, string>([[CODE_KEY, init.wasm]]);
  for (const [key, value] of built.storageDiff) if (value !== null) values.set(key, value);
  const now = new Uint8Array(8);
  new DataView(now.buffer).setBigUint64(0, BigInt(init.clock.now()), true);
  values.set(storageKey('Timestamp', 'Now'), u8aToHex(now));
  return new FlatState(values);
}

async function callOnCodeOnly(
  chopsticks: Pick<Chopsticks, 'runTask'>,
  wasm: Hex,
  method: string,
  argument: Hex,
) {
  const response = await chopsticks.runTask(
    {
      wasm,
      calls: [[method, [argument]]],
      mockSignatureHost: false,
    },
    {
      getStorage: async (key) => (key === CODE_KEY ? wasm : undefined),
      getNextKey: async () => undefined,
    },
  );
  if ('Error' in response) {
    throw new EmbeddedChainError('GENESIS_REFUSED', `the runtime failed in ${method}: ${response.Error}`, {
      method,
      reason: response.Error,
    });
  }
  return response.Call;
}

/** `Option<Vec<u8>>` of JSON text. */
function presetJson(result: Hex): string | null {
  const data = hexToU8a(result);
  if (data[0] !== 1) return null;
  const [prefix, length] = compactFromU8a(data.subarray(1));
  return Buffer.from(data.subarray(1 + prefix, 1 + prefix + length.toNumber())).toString('utf8');
}

/** The text in `Err(RuntimeString)`. */
function resultError(result: Hex): string {
  const data = hexToU8a(result);
  const [prefix] = compactFromU8a(data.subarray(1));
  return Buffer.from(data.subarray(1 + prefix)).toString('utf8');
}
