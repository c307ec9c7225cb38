import { beforeAll, describe, expect, it } from '@jest/globals';
import type { TypeRegistry } from '@polkadot/types';
import type { Hex } from '../../src/model/ids.ts';
import type { Connection } from '../../src/runtime/connection.ts';
import type { RuntimeAt, RuntimeHistory } from '../../src/runtime/runtime-history.ts';
import { BlockEventReader } from '../../src/stream/block-events.ts';
import { artifactRegistry } from '../support/artifact.ts';

const NOTHING: Hex = '0x00';
const hash = (number: number): Hex => `0x${number.toString(16).padStart(64, '0')}`;
/** Blocks 1 to 10, of which the sixth brought a new runtime: the seventh was the first that it made. */
const UPGRADED_AT = 6;

describe('the events of a run of blocks', () => {
  let registry: TypeRegistry;
  beforeAll(async () => {
    registry = await artifactRegistry();
  });

  function reader(stored: (block: Hex) => Hex | null = () => NOTHING) {
    const versionsAsked: Hex[] = [];
    const decodedWith: number[] = [];
    const api = { query: { system: { events: { key: () => '0xe0' } } } };
    const request = async (_: string, [, block]: readonly Hex[]) => stored(block ?? '0x');
    const history = {
      runtimeAt: async (state: Hex): Promise<RuntimeAt> => {
        versionsAsked.push(state);
        return { version: Number(state) < UPGRADED_AT ? 1 : 2, state };
      },
      registryOf: async ({ version }: RuntimeAt) => {
        decodedWith.push(version);
        return registry;
      },
    };
    const connection = { api, request } as unknown as Connection;
    const events = new BlockEventReader(connection, history as unknown as RuntimeHistory);
    return {
      versionsAsked,
      decodedWith,
      /** Reads blocks as one run. */
      read: async (first: number, last: number) => {
        const run = { from: hash(first - 1), to: hash(last - 1) };
        for (let number = first; number <= last; number += 1) {
          await events.read(hash(number), { parent: hash(number - 1), run });
        }
      },
    };
  }

  it('are read with one runtime when both ends have it, asked for twice in all', async () => {
    const { read, versionsAsked, decodedWith } = reader();
    await read(1, 6);
    expect(versionsAsked).toEqual([hash(0), hash(5)]);
    expect(new Set(decodedWith)).toEqual(new Set([1]));
  });

  it('are each read with the runtime that made the block when an upgrade lies between', async () => {
    const used: number[] = [];
    // Different for each block, so that none is taken for another.
    const { read, decodedWith, versionsAsked } = reader((block) => {
      used.push(Number(block));
      return NOTHING;
    });
    await read(5, 8);
    expect(versionsAsked).toEqual([hash(4), hash(7), hash(4), hash(5), hash(6), hash(7)]);
    // The same bytes by another runtime are not the same events.
    expect(decodedWith).toEqual([1, 2]);
    expect(used).toEqual([5, 6, 7, 8]);
  });

  it('are decoded once where blocks have the same', async () => {
    const { read, decodedWith } = reader();
    await read(1, 5);
    expect(decodedWith).toEqual([1]);
  });
});
