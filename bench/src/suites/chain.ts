import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  async run(say) {
    const folder = await mkdtemp(join(tmpdir(), 'airo-bench-'));
    try {
      const results = await onOwnChain(folder, say);
      const waits = await blocksToAnswer(folder, say);
      return [
        { name: 'posted-to-answered-blocks-p50', value: percentile(waits, 50), unit: 'blocks' },
        { name: 'posted-to-answered-blocks-p95', value: percentile(waits, 95), unit: 'blocks' },
        ...results,
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function onOwnChain(folder: string, say: (line: string) => void): Promise<readonly BenchResult[]> {
  const net = await openNetwork(folder, say);
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
      ...capacityResults({ pairs, redeems: vouchers.redeems, transfers }),
      ...settledResults(normalPs, calls, vouchers.redeems),
      ...callResults(normalPs, calls),
      ...openOrderResults(levels),
      ...life.growth,
      { name: 'left-at-end-items', value: left, unit: 'items' },
    ];
  } finally {
    await net.close();
  }
}
