import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { MeasuredBotInit } from '@airo/wingman/measure';
import { BenchError } from '../errors.ts';
import { type ChainFacts, serveChain } from './ipc-chain.ts';
import type { StandInChain } from './stand-in-chain.ts';

const PROCESS = fileURLToPath(new URL('./bot-process.ts', import.meta.url));
const MAX_ERROR_CHARACTERS = 4_000;
/** A process with threads writes a profile for each. */
const PROFILE_MS = 15_000;

/** Since the last time they were asked for. */
export interface BotFigures {
  /** Milliseconds by which its event loop was late. */
  readonly loopP99Ms: number;
  readonly loopMaxMs: number;
  /** Now. */
  readonly rssBytes: number;
}

export type ToBot =
  | { readonly kind: 'start'; readonly init: Omit<MeasuredBotInit, 'chain'>; readonly facts: ChainFacts }
  | { readonly kind: 'figures' };

type FromBot =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'figures'; readonly figures: BotFigures };

export interface BotUnderTest {
  /** Rejects when it can't go on, or ends before it is stopped. */
  readonly failed: Promise<never>;
  /** What it logged last. */
  errors(): string;
  figures(): Promise<BotFigures>;
  stop(): Promise<void>;
}

/** Starts a bot in a process and a folder of its own, on a chain in this process. @throws BenchError RUN_FAILED */
export async function startBot(
  chain: StandInChain,
  init: { readonly dxUrl: string; readonly settings: MeasuredBotInit['settings'] },
): Promise<BotUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'airo-bench-'));
  const child = fork(PROCESS, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: ['--disable-warning=ExperimentalWarning', ...process.execArgv.filter(isProfiling)],
  });
  const ended = once(child, 'close');
  let errors = '';
  child.stderr?.on('data', (chunk) => {
    errors = `${errors}${chunk}`.slice(-MAX_ERROR_CHARACTERS);
  });
  const listeners = new Set<(message: FromBot) => void>();
  child.on('message', (message) => {
    for (const listen of listeners) listen(message as FromBot);
  });
  // What is under way when the process ends has nobody to go to.
  const send = (message: unknown) => void child.send(message as object, () => {});
  serveChain(chain, { send, onMessage: (listen) => void child.on('message', listen) });
  const failed = new Promise<never>((_, reject) => {
    const fail = (reason: string) =>
      reject(new BenchError('RUN_FAILED', `the bot failed: ${reason}\n${errors}`, {}));
    listeners.add((message) => message.kind === 'failed' && fail(message.reason));
    void ended.then(() => fail('it ended'));
  });
  failed.catch(() => {});
  const reply = <K extends FromBot['kind']>(kind: K): Promise<Extract<FromBot, { kind: K }>> => {
    const came = new Promise<Extract<FromBot, { kind: K }>>((resolve) => {
      const listen = (message: FromBot) => {
        if (message.kind !== kind) return;
        listeners.delete(listen);
        resolve(message as Extract<FromBot, { kind: K }>);
      };
      listeners.add(listen);
    });
    return Promise.race([came, failed]);
  };
  const { account, genesisHash, constants, endpoints } = chain;
  const models = [...chain.models.keys()];
  send({
    kind: 'start',
    init: { ...init, folder, models },
    facts: { account, genesisHash, constants, endpoints },
  } satisfies ToBot);
  await reply('ready');
  return {
    failed,
    errors: () => errors,
    async figures() {
      send({ kind: 'figures' } satisfies ToBot);
      return (await reply('figures')).figures;
    },
    async stop() {
      // Its state is thrown away; only a profile is still to be written.
      if (process.execArgv.some(isProfiling)) await profileOf(child, ended);
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function profileOf(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.disconnect();
  await Promise.race([ended, setTimeout(PROFILE_MS)]);
}

/** `node --cpu-prof bench/src/main.ts …` profiles the bot too. */
const isProfiling = (flag: string) => flag.startsWith('--cpu-prof') || flag.startsWith('--heap-prof');
