import type { CallUse } from '@airo/chain-types/measure';
import { perCall } from '../figures.ts';
import { burst, type Lane, usesOf } from '../network/burst.ts';
import type { Network } from '../network/network.ts';

/** What one kind of call takes. */
export interface CallFigure {
  readonly name: string;
  /** Mean reference time in picoseconds that the block counted, what every transaction costs included. */
  readonly weightPs: number;
  /** Mean, in planck. */
  readonly fee: number;
  readonly constructMs: number;
  readonly importMs: number;
}

/** Makes the calls of one kind, with nothing else in their blocks. */
export async function measure(
  net: Network,
  name: string,
  lanes: readonly Lane[],
): Promise<{ figure: CallFigure; uses: readonly CallUse[] }> {
  const calls = lanes.reduce((sum, lane) => sum + lane.calls.length, 0);
  net.say(`${calls} × ${name} …`);
  const blocks = await burst(net, lanes);
  const uses = await usesOf(net, blocks);
  const figure = {
    name,
    weightPs: mean(uses.map(({ weightPs }) => weightPs)),
    fee: mean(uses.map(({ fee }) => Number(fee))),
    constructMs: perCall(blocks, 'constructMs', net.idle.constructMs),
    importMs: perCall(blocks, 'importMs', net.idle.importMs),
  };
  return { figure, uses };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
