import type { Call } from '@airo/chain-types';
import type { CallUse, Signer } from '@airo/chain-types/measure';
import { BenchError } from '../errors.ts';
import type { TimedBlock } from '../figures.ts';
import type { Network } from './network.ts';

/** Extrinsics that a block brings itself: the time. */
const OWN_EXTRINSICS = 1;
/** So many blocks without a call while some are missing: they were lost. */
const PATIENCE_BLOCKS = 20;
const SIGNED_AT_ONCE = 50;

/** Calls that one account makes, in order. */
export interface Lane {
  readonly signer: Signer;
  readonly calls: readonly Call[];
}

export interface BurstBlock extends TimedBlock {
  readonly number: number;
}

/**
 * Signs all calls, then sends them at once, each lane in its order and the lanes side by side; resolves with the blocks
 * that hold them when all are in.
 * @throws BenchError RUN_FAILED when a call is refused or lost
 */
export async function burst(net: Network, lanes: readonly Lane[]): Promise<readonly BurstBlock[]> {
  const signed = [];
  for (const lane of lanes) signed.push(await signAll(lane));
  const total = signed.reduce((sum, lane) => sum + lane.length, 0);
  const { number: before } = await net.chain.head('best');
  const sending = Promise.all(
    signed.map(async (lane) => {
      for (const transaction of lane) await net.meter.submit(transaction);
    }),
  );
  sending.catch(() => {});
  const blocks: BurstBlock[] = [];
  let missing = total;
  for (let number = before + 1, empty = 0; missing > 0; number += 1) {
    const time = await Promise.race([net.times.of(number), sending.then(() => net.times.of(number))]);
    const calls = (await net.meter.extrinsics(await net.meter.hashAt(number))) - OWN_EXTRINSICS;
    missing -= calls;
    empty = calls === 0 ? empty + 1 : 0;
    if (calls > 0) blocks.push({ number, calls, ...time });
    if (empty > PATIENCE_BLOCKS) {
      throw new BenchError('RUN_FAILED', `${missing} of ${total} calls are in no block`, { missing, total });
    }
  }
  await sending;
  return blocks;
}

/** What the calls in the blocks took. @throws BenchError RUN_FAILED when one failed */
export async function usesOf(net: Network, blocks: readonly BurstBlock[]): Promise<readonly CallUse[]> {
  const uses: CallUse[] = [];
  for (const { number } of blocks) uses.push(...(await net.meter.uses(await net.meter.hashAt(number))));
  const failed = uses.filter(({ ok }) => !ok).length;
  if (failed > 0) {
    throw new BenchError('RUN_FAILED', `${failed} of ${uses.length} calls failed on chain`, { failed });
  }
  return uses;
}

async function signAll({ signer, calls }: Lane) {
  const signed = [];
  for (const [i, call] of calls.entries()) {
    signed.push(signer.sign(call));
    // Signing takes seconds: others want their turn.
    if (i % SIGNED_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return signed;
}
