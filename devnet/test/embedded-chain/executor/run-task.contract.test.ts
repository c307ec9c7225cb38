import { fileURLToPath } from 'node:url';
import { systemClock } from '@airo/program';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compactToU8a, u8aConcat } from '@polkadot/util';
import { cryptoWaitReady } from '@polkadot/util-crypto';
import { interpreting } from '../../../src/embedded-chain/chopsticks.ts';
import { NativeExecutor } from '../../../src/embedded-chain/executor/native-executor.ts';
import { suspendingWebAssembly } from '../../../src/embedded-chain/executor/suspension.ts';
import { type Backend, type Hex, type RunTask, toHex } from '../../../src/embedded-chain/executor/task.ts';
import { FlatState } from '../../../src/embedded-chain/state/flat-state.ts';
import { buildGenesis, readRuntime } from '../../../src/embedded-chain/state/genesis.ts';
import { bytes } from '../../../src/embedded-chain/state/scale.ts';

const RUNTIME = new URL('../../../../chain/artifacts/airo_runtime.compact.compressed.wasm', import.meta.url);
const CODE = '0x3a636f6465';
const NOW_MS = 1_800_000_000_000n;
const LATER_MS = NOW_MS + 6_000n;
const PRE_RUNTIME = 6;

const u64 = (value: bigint) => {
  const encoded = new Uint8Array(8);
  new DataView(encoded.buffer).setBigUint64(0, value, true);
  return encoded;
};
const text = (value: string) => new TextEncoder().encode(value);

/** Every executor, on the real runtime: what one answers, the other does. */
describe('calls into the runtime', () => {
  let wasm: Hex;
  let chopsticks: typeof import('@acala-network/chopsticks-core');
  const executors: Record<string, RunTask> = {};
  const backend = (values: ReadonlyMap<string, string>): Backend => {
    const state = new FlatState(values);
    return {
      getStorage: async (key) => state.value(key),
      getNextKey: async (prefix, key) => state.keys(prefix === '0x' ? key.slice(0, 66) : prefix, 1, key)[0],
    };
  };
  beforeAll(async () => {
    process.env.LOG_LEVEL = 'fatal';
    wasm = await readRuntime(fileURLToPath(RUNTIME));
    chopsticks = await import('@acala-network/chopsticks-core');
    const suspending = suspendingWebAssembly();
    await cryptoWaitReady();
    executors.interpreted = interpreting(chopsticks);
    if (suspending) {
      executors.native = new NativeExecutor(suspending, (entries, version) =>
        chopsticks.calculateStateRoot(entries, version as 0 | 1),
      ).runTask;
    }
  });
  afterAll(() => chopsticks?.destroyWorker());

  const run = async (name: string, calls: [string, Hex[]][], values = new Map<string, string>()) => {
    const stored = backend(new Map([[CODE, wasm as string], ...values]));
    const response = await executors[name]?.({ wasm, calls, mockSignatureHost: false }, stored);
    if (!response || 'Error' in response) throw new TypeError(response?.Error ?? `there is no ${name}`);
    return response.Call;
  };
  /** A deleted value is null for one and undefined for the other; Chopsticks' layers take both. */
  const changes = (diff: readonly [Hex, Hex | null][]) =>
    new Map(diff.map(([key, value]) => [key, value ?? null]));
  const genesis = async (runTask: RunTask | undefined) => {
    if (!runTask) throw new TypeError('there is no such executor');
    const clock = { ...systemClock, now: () => Number(NOW_MS) };
    return new Map((await buildGenesis({ runTask }, { wasm, preset: 'development', clock })).entries());
  };

  it('are run natively by this Node', () => {
    expect(Object.keys(executors)).toEqual(['interpreted', 'native']);
  });

  it('give the same version and metadata', async () => {
    for (const call of ['Core_version', 'Metadata_metadata']) {
      const { result } = await run('native', [[call, []]]);
      expect(result).toBe((await run('interpreted', [[call, []]])).result);
    }
  });

  it('give the same genesis state, and the same block on it', async () => {
    const state = await genesis(executors.native);
    expect(state).toEqual(await genesis(executors.interpreted));
    expect(state.size).toBeGreaterThan(50);

    const slotMs = Buffer.from(
      (await run('native', [['AuraApi_slot_duration', []]])).result.slice(2),
      'hex',
    ).readBigUInt64LE();
    const digest = u8aConcat([4, PRE_RUNTIME], text('aura'), bytes(u64(LATER_MS / slotMs)));
    const header = u8aConcat(new Uint8Array(32), compactToU8a(1), new Uint8Array(64), digest);
    const inherents = u8aConcat(compactToU8a(1), text('timstap0'), bytes(u64(LATER_MS)));
    const opened: [string, Hex[]][] = [['Core_initialize_block', [toHex(header)]]];
    const { result } = await run(
      'native',
      [...opened, ['BlockBuilder_inherent_extrinsics', [toHex(inherents)]]],
      state,
    );
    const extrinsic = `0x${result.slice(4)}` as Hex;
    const block: [string, Hex[]][] = [
      ...opened,
      ['BlockBuilder_apply_extrinsic', [extrinsic]],
      ['BlockBuilder_finalize_block', []],
    ];
    const [built, other] = [await run('native', block, state), await run('interpreted', block, state)];
    expect(changes(built.storageDiff)).toEqual(changes(other.storageDiff));
    expect(built.storageDiff.length).toBeGreaterThan(5);
    // The header, whose state root neither knows: parent and number before it, root of extrinsics and digest after it.
    const parts = (hex: Hex) => [hex.slice(0, 2 + 66), hex.slice(2 + 66 + 64)];
    expect(parts(built.result)).toEqual(parts(other.result));
  });

  it('are answered, however many come at once and whichever of them fail', async () => {
    const answers = await Promise.allSettled(
      Array.from({ length: 300 }, (_, i) =>
        run('native', [[i % 3 === 0 ? 'Nothing_here' : 'Core_version', []]]),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(
      answers.map((_, i) => (i % 3 === 0 ? 'rejected' : 'fulfilled')),
    );
  });

  it.each([
    ['a function that there is none of', 'Nothing_here', '0x'],
    ['an argument that can not be read', 'Core_initialize_block', '0x00'],
  ] as const)('fail for %s, and the next call works', async (_name, call, argument) => {
    for (const name of Object.keys(executors)) {
      await expect(run(name, [[call, [argument]]])).rejects.toThrow();
      expect((await run(name, [['Core_version', []]])).result).toMatch(/^0x/);
    }
  });
});
