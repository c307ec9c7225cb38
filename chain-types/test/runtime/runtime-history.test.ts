import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Metadata, TypeRegistry } from '@polkadot/types';
import { compactToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import { ChainError } from '../../src/errors.ts';
import type { Hex } from '../../src/model/ids.ts';
import type { Connection } from '../../src/runtime/connection.ts';
import { RuntimeHistory } from '../../src/runtime/runtime-history.ts';
import { artifactRegistry } from '../support/artifact.ts';

const METADATA = new URL('../../../chain/artifacts/metadata.scale', import.meta.url);
const BEFORE: Hex = '0x01';
const AFTER: Hex = '0x02';
/** The blocks' parents: version 1 made the block before, version 2 the one after. */
const PARENTS: Readonly<Record<Hex, Hex>> = { [BEFORE]: '0xa1', [AFTER]: '0xa2' };
const VERSIONS: Readonly<Record<Hex, number>> = { '0xa1': 1, '0xa2': 2 };

describe('the types of a chain whose runtime was changed from version 1 to 2', () => {
  let bytes: Uint8Array;
  let registry: TypeRegistry;
  beforeAll(async () => {
    bytes = await readFile(METADATA);
    registry = await artifactRegistry();
  });

  /** @param apis whether the metadata that @polkadot/api has tells runtime APIs */
  function setUp(apis = true) {
    const asked: string[] = [];
    const pruned = new Set<string>();
    const metadata = new Metadata(new TypeRegistry(), u8aToHex(bytes));
    const told = apis ? metadata : { asLatest: { apis: [] } };
    const connection = {
      api: { registry, runtimeMetadata: told, runtimeVersion: { specVersion: { toNumber: () => 2 } } },
      request: async (method: string, params: readonly string[]) => {
        asked.push([method, ...params].join(' '));
        if (pruned.has(params.at(-1) ?? '')) throw new ChainError('STATE_PRUNED', 'pruned', {});
        if (method === 'chain_getHeader') {
          const parentHash = PARENTS[params[0] as Hex];
          return parentHash ? { parentHash } : null;
        }
        if (method === 'state_getRuntimeVersion') return { specVersion: VERSIONS[params[0] as Hex] };
        // An option of bytes with their length in front.
        return u8aToHex(u8aConcat([1], compactToU8a(bytes.length), bytes));
      },
    } as unknown as Connection;
    return { history: new RuntimeHistory(connection), asked, pruned };
  }
  const calls = (asked: readonly string[]) => asked.filter((each) => each.startsWith('state_call'));

  it('are those at hand for blocks of the present version', async () => {
    const { history, asked } = setUp();
    const maker = await history.makerOf(AFTER);
    expect(maker).toEqual({ version: 2, state: '0xa2' });
    expect(await history.registryOf(maker)).toBe(registry);
    expect(calls(asked)).toEqual([]);
  });

  it('are read from the parent of a block of the old version, once', async () => {
    const { history, asked } = setUp();
    const maker = await history.makerOf(BEFORE);
    const [old] = await Promise.all([history.registryOf(maker), history.registryOf(maker)]);
    expect(old).not.toBe(registry);
    expect(old.metadata.pallets.length).toBe(registry.metadata.pallets.length);
    expect(calls(asked)).toEqual(['state_call Metadata_metadata_at_version 0x0f000000 0xa1']);
  });

  it('have runtime APIs, asked for when what is at hand tells none', async () => {
    const hand = setUp();
    expect((await hand.history.present()).registry).toBe(registry);
    expect(calls(hand.asked)).toEqual([]);
    const { history, asked } = setUp(false);
    const { metadata } = await history.present();
    expect(metadata.asLatest.apis.length).toBeGreaterThan(10);
    await history.present();
    expect(calls(asked)).toEqual(['state_call Metadata_metadata_at_version 0x0f000000']);
  });

  it('are asked for again after a failure', async () => {
    const { history, pruned } = setUp();
    const maker = await history.makerOf(BEFORE);
    pruned.add('0xa1');
    await expect(history.registryOf(maker)).rejects.toMatchObject({ code: 'STATE_PRUNED' });
    await expect(history.makerOf(BEFORE)).rejects.toMatchObject({ code: 'STATE_PRUNED' });
    pruned.clear();
    await expect(history.registryOf(maker)).resolves.toBeDefined();
  });

  it('are not guessed for a block that the node does not know', async () => {
    await expect(setUp().history.makerOf('0x77')).rejects.toMatchObject({ code: 'CHAIN_UNAVAILABLE' });
  });
});
