import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AbortedError, Closer } from '@airo/program';
import { callResults, capacityResults, openOrderResults, settledResults } from '../chain-results.ts';
import { percentile } from '../figures.ts';
import { blocksToAnswer } from '../marketplace/answered.ts';
import { lifeOfAgreements, marketState } from '../marketplace/life.ts';
import { closeLongAgreements, openLongAgreements } from '../marketplace/long-agreements.ts';
import { callsAmongOpenOrders } from '../marketplace/open-orders.ts';
import { requestsAndAnswers } from '../marketplace/pairs.ts';
import { setStage } from '../marketplace/stage.ts';
import { transferMoney } from '../marketplace/transfers.ts';
import { redeemVouchers } from '../marketplace/vouchers.ts';
import { openNetwork } from '../network/network.ts';
import type { BenchResult, Suite } from '../result.ts';

export const chain: Suite = {
  name: 'chain',
  about:
    'airo-node: what the market’s calls take, how many fit into a block, what state they leave, how soon bots answer',
  async run(say, signal) {
    const folder = await mkdtemp(join(tmpdir(), 'airo-bench-'));
    const open = new Closer((name, error) => say(`${name} did not end well: ${String(error)}`));
    try {
      return await orAborted(signal, takeFigures(folder, say, open));
    } finally {
      await open.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function takeFigures(
  folder: string,
  say: (line: string) => void,
  open: Closer,
): Promise<readonly BenchResult[]> {
  const results = await onOwnChain(folder, say, open);
  const waits = await blocksToAnswer(folder, say, open);
  return [
    { name: 'posted-to-answered-blocks-p50', value: percentile(waits, 50), unit: 'blocks' },
    { name: 'posted-to-answered-blocks-p95', value: percentile(waits, 95), unit: 'blocks' },
    ...results,
  ];
}

/** What the task does after the signal is nobody's business any more. */
function orAborted<T>(signal: AbortSignal, task: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new AbortedError(signal.reason)), { once: true });
    task.then(resolve, reject);
  });
}

async function onOwnChain(
  folder: string,
  say: (line: string) => void,
  open: Closer,
): Promise<readonly BenchResult[]> {
  const closer = new Closer();
  open.add('chain', () => closer.close());
  const net = await openNetwork(folder, say, closer);
  try {
    const stage = await setStage(net);
    const before = await marketState(net);
    const { transfers, figure } = await transferMoney(net, stage);
    const life = await lifeOfAgreements(net, stage);
    const agreements = await openLongAgreements(net, stage);
    const { pairs, figures } = await requestsAndAnswers(net, stage, agreements);
    const vouchers = await redeemVouchers(net, stage, agreements);
    await closeLongAgreements(net, stage, agreements);
    const levels = await callsAmongOpenOrders(net, stage);
    const left = (await marketState(net)).entries - before.entries;
    const { normalPs } = net.meter.limits;
    const calls = [figure, ...life.figures, ...figures, ...vouchers.figures];
    return [
      ...capacityResults({
        pairs,
        redeems: vouchers.redeems,
        'single-redeems': vouchers['single-redeems'],
        transfers,
      }),
      ...settledResults(normalPs, calls, vouchers.redeems),
      ...callResults(normalPs, calls),
      ...openOrderResults(levels),
      ...life.growth,
      { name: 'left-at-end-items', value: left, unit: 'items' },
    ];
  } finally {
    await closer.close();
  }
}
