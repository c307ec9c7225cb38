import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createDxClient } from '@airo/dx-node/schemas';
import { Closer } from '@airo/program';
import { z } from 'zod';
import { findChain, startChain } from './chain.ts';
import { type Start, startChild } from './child.ts';
import { DX_NAMES, WINGMEN } from './constants.ts';
import { checkFiles, FILES } from './files.ts';
import type { DevnetSettings } from './settings.ts';
import { type DevnetState, prepareState, removeState, writeEndpoints, writeState } from './state-file.ts';

const dxReady = z.object({
  event: z.literal('ready'),
  peerId: z.string(),
  multiaddrs: z.array(z.string()).min(1),
  rpcUrl: z.string(),
});
const indexerReady = z.object({ event: z.literal('ready'), restUrl: z.string() });
const cockpitReady = z.object({ event: z.literal('ready'), url: z.string() });
const wingmanReady = z.object({ event: z.literal('ready'), account: z.string(), restUrl: z.string() });

export interface Devnet {
  readonly state: DevnetState;
  /** Rejects when a child process ends by itself. */
  readonly done: Promise<never>;
  /** Stops every child, last started first. */
  close(): Promise<void>;
}

/** Everything on one machine: chain, three dx-nodes, two Wingmans, indexer, Cockpit. Resolves when both bots can bid. */
export async function startDevnet(
  settings: DevnetSettings,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<Devnet> {
  checkFiles();
  const { logs } = prepareState(settings.state);
  const closer = new Closer((name, error) => say(`stopping ${name}: ${String(error)}`));
  const ended: Promise<never>[] = [];
  const start = async <R>(name: string, script: string, args: readonly string[], ready: z.ZodType<R>) => {
    const child = await startChild({ name, script, args, ready, logs, signal });
    closer.add(name, () => child.stop());
    const death = child.ended.then((error) => Promise.reject(error));
    // A child that is stopped because another one didn't start dies unobserved.
    death.catch(() => {});
    ended.push(death);
    return child;
  };
  try {
    say('starting the chain, Dx and the Cockpit …');
    const endpointsFile = join(settings.state, 'endpoints.json');
    const [chain, dx, , cockpit] = await settleAll([
      settings.chainUrl === undefined ? startChain(settings, start) : findChain(settings.chainUrl),
      startDx(settings, start),
      prepareWingmen(signal),
      startCockpit(settings, start, endpointsFile),
    ]);
    await seedModel(dx[0].ready.rpcUrl);
    say('starting the Wingmans and the indexer …');
    const [indexer, ...wingmen] = await settleAll([
      startIndexer(settings, start, chain.url, dx[0].ready.rpcUrl),
      ...WINGMEN.map((bot, i) =>
        start(
          bot.name,
          FILES.wingman,
          [
            ...['--data-dir', join(settings.state, bot.name), '--key-uri', bot.keyUri],
            ...['--chain-url', chain.url, '--dx-url', (dx[i + 1] ?? dx[0]).ready.rpcUrl],
            ...['--cors-origins', originsOf(cockpit.ready.url).join(',')],
            ...['--price', bot.priceAiro, '--models', '0', '--log-level', settings.logLevel],
            ...[
              '--rest-host',
              settings.host,
              '--rest-port',
              String(nth(settings.wingmanPort, i)),
              '--metrics-port',
              '0',
            ],
          ],
          wingmanReady,
        ),
      ),
    ] as const);
    const parts = {
      chain,
      dx: dx.map((node) => ({ name: node.name, url: node.ready.rpcUrl, peerId: node.ready.peerId })),
      wingmen: wingmen.map((bot, i) => ({
        name: bot.name,
        account: bot.ready.account,
        url: bot.ready.restUrl,
        priceAiro: WINGMEN[i]?.priceAiro ?? '',
      })),
      indexer: { url: indexer.ready.restUrl },
    };
    writeEndpoints(endpointsFile, parts);
    const state: DevnetState = { pid: process.pid, ...parts, cockpit: { url: cockpit.ready.url } };
    writeState(settings.state, state);
    closer.add('state file', () => removeState(settings.state));
    const done = Promise.race(ended);
    // Closing ends the children too: nobody has to be told then.
    done.catch(() => {});
    return { state, done, close: () => closer.close() };
  } catch (error) {
    await closer.close();
    throw error;
  }
}

/** The first node is the bootstrap; the others know only it and find each other through Kademlia. */
async function startDx(settings: DevnetSettings, start: Start) {
  const [first, ...others] = DX_NAMES;
  const run = (name: string, index: number, bootstrap: readonly string[]) =>
    start(
      name,
      FILES.dxNode,
      [
        ...['--data-dir', join(settings.state, name), '--rpc-host', settings.host],
        // Any free port between peers: they learn it from the bootstrap's address and from Kademlia.
        ...['--listen', `/ip4/${settings.host}/tcp/0`],
        ...[
          '--rpc-port',
          String(nth(settings.dxPort, index)),
          '--metrics-port',
          '0',
          '--log-level',
          settings.logLevel,
        ],
        ...bootstrap.flatMap((address) => ['--bootstrap', address]),
      ],
      dxReady,
    );
  const bootstrap = await run(first, 0, []);
  const rest = await settleAll(
    others.map((name, i) => run(name, i + 1, bootstrap.ready.multiaddrs.slice(0, 1))),
  );
  return [bootstrap, ...rest] as const;
}

function startIndexer(settings: DevnetSettings, start: Start, chainUrl: string, dxUrl: string) {
  const args = [
    ...['--data-dir', join(settings.state, 'indexer'), '--chain-url', chainUrl, '--dx-url', dxUrl],
    ...['--rest-host', settings.host, '--rest-port', String(settings.indexerPort), '--metrics-port', '0'],
    ...['--log-level', settings.logLevel],
  ];
  return start('indexer', FILES.indexer, args, indexerReady);
}

/** Builds the page when that was not done before. It may be looked at before the other parts are up. */
function startCockpit(settings: DevnetSettings, start: Start, endpointsFile: string) {
  const args = [
    ...['--host', settings.host, '--port', String(settings.cockpitPort)],
    ...['--endpoints', endpointsFile, '--log-level', settings.logLevel],
  ];
  return start('cockpit', FILES.cockpit, args, cockpitReady);
}

/** What both bots would make on their first start. Without it they make it themselves, each of them. */
async function prepareWingmen(signal: AbortSignal): Promise<void> {
  const args = ['--disable-warning=ExperimentalWarning', FILES.wingmanCli, 'prepare'];
  await promisify(execFile)(process.execPath, args, { signal }).catch(() => {});
}

/** The model's owner publishes artifact and manifest; the bots fetch them over Dx. */
async function seedModel(dxUrl: string): Promise<void> {
  const dx = createDxClient({ url: dxUrl });
  for (const path of [FILES.manifest, FILES.model]) await dx.put(await readFile(path));
}

/** The Cockpit's, by each name that its page is opened under on this machine. */
function originsOf(url: string): readonly string[] {
  const { origin } = new URL(url);
  return [...new Set([origin, origin.replace('//127.0.0.1:', '//localhost:')])];
}

const nth = (port: number, index: number) => (port === 0 ? 0 : port + index);

/** Like Promise.all, but waits for every start to end, so that a failed one leaves no other half-started. */
async function settleAll<T extends readonly unknown[]>(
  starts: readonly [...{ [K in keyof T]: Promise<T[K]> }],
): Promise<T> {
  const results = await Promise.allSettled(starts);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
  return results.map((result) => (result as PromiseFulfilledResult<unknown>).value) as unknown as T;
}
