import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type MeasuredBotInit, startMeasuredBot } from '@airo/wingman/measure';
import type { BotFigures, ToBot } from './bot.ts';
import { type ChainFacts, type Channel, chainOver } from './ipc-chain.ts';

/** Milliseconds between two looks at the event loop: the delay is what comes on top of them. */
const LOOK_EVERY_MS = 1;
const NS_PER_MS = 1e6;

/** The bot that is measured, in a process of its own: who measures asks it for its figures, and plays its chain. */
const channel: Channel = {
  send: (message) => void process.send?.(message),
  onMessage: (listen) => void process.on('message', listen),
};
const delays = monitorEventLoopDelay({ resolution: LOOK_EVERY_MS });
delays.enable();

function figures(): BotFigures {
  const percentile = (percent: number) => delays.percentile(percent) / NS_PER_MS - LOOK_EVERY_MS;
  const found = {
    loopP99Ms: percentile(99),
    loopMaxMs: percentile(100),
    rssBytes: process.memoryUsage.rss(),
  };
  delays.reset();
  return found;
}

async function start(init: Omit<MeasuredBotInit, 'chain'>, facts: ChainFacts): Promise<void> {
  try {
    const bot = await startMeasuredBot({ ...init, chain: chainOver(channel, facts) });
    bot.done.catch((error) => channel.send({ kind: 'failed', reason: String(error) }));
    channel.send({ kind: 'ready' });
  } catch (error) {
    channel.send({ kind: 'failed', reason: String(error) });
  }
}

process.once('disconnect', () => process.exit());
channel.onMessage((message) => {
  const asked = message as ToBot;
  if (asked.kind === 'start') void start(asked.init, asked.facts);
  if (asked.kind === 'figures') channel.send({ kind: 'figures', figures: figures() });
});
