import type { Blockchain } from '@acala-network/chopsticks-core';
import { z } from 'zod';
import type { BlockProducer } from '../blocks/block-producer.ts';
import type { Chopsticks } from '../chopsticks.ts';
import { RPC_CODE, RpcError } from '../errors.ts';
import type { Method, Methods } from './json-rpc.ts';

/** Most blocks in one `dev_newBlock`: half a minute's work, during which nothing else is answered soon. */
const MAX_NEW_BLOCKS = 2000;

const newBlockParams = z.object({ count: z.int().min(1).max(MAX_NEW_BLOCKS).default(1) }).prefault({});
const modeParams = z.enum(['Batch', 'Manual']);

/** What tests turn: time, blocks, storage. Named as in Chopsticks. */
export function devMethods(chopsticks: Chopsticks, chain: Blockchain, producer: BlockProducer): Methods {
  const borrowed = (handler: unknown): Method => {
    const serve = handler as (context: { chain: Blockchain }, params: readonly unknown[]) => Promise<unknown>;
    return (params) => producer.exclusively(() => serve({ chain }, params));
  };
  const { dev_setHead, dev_setStorage, dev_timeTravel } = chopsticks.dev;
  return {
    /** Builds `{count}` blocks now; the answer is the last one's hash. */
    dev_newBlock: async ([params]) => {
      const { count } = parse(newBlockParams, params ?? {});
      await producer.buildBlocks(count);
      return chain.head.hash;
    },
    /** `Manual`: only `dev_newBlock` makes blocks. `Batch`: as usual. */
    dev_setBlockBuildMode: async ([mode]) => {
      producer.setManual(parse(modeParams, mode) === 'Manual');
      return null;
    },
    /** Goes back to a block: the next one starts a branch, as after a re-org. */
    dev_setHead: borrowed(dev_setHead),
    dev_setStorage: borrowed(dev_setStorage),
    dev_timeTravel: borrowed(dev_timeTravel),
  };
}

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (!result.success) throw new RpcError(RPC_CODE.INVALID_PARAMS, z.prettifyError(result.error));
  return result.data;
}
