import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { createInterface } from 'node:readline';
import { AbortedError, type Clock } from '@airo/program';
import { askChain } from '../ask-chain.ts';
import { AiroNodeError } from './errors.ts';
import type { AiroNodeSettings } from './settings.ts';

/** What the node logs when its JSON-RPC server listens. */
const LISTENING = /JSON-RPC server: addr=[\d.]+:(?<port>\d+)/;
/** What it logs when it serves metrics. */
const EXPORTING = /Prometheus exporter started at [\d.]+:(?<port>\d+)/;
const STOP_TIMEOUT_MS = 20_000;
const FIRST_BLOCK_TIMEOUT_MS = 60_000;
const POLL_MS = 100;
const TAIL_LINES = 12;

export interface AiroNode {
  readonly url: string;
  readonly genesisHash: string;
  /** Prometheus metrics, when asked for. */
  readonly metricsUrl?: string;
  /** Rejects when the node ends by itself. */
  readonly done: Promise<never>;
  close(): Promise<void>;
}

/**
 * Runs airo-node as the only authority of a new development chain, or as a node that follows it. Resolves when it has made
 * a block, a follower when it answers. What it logs goes to `log`, a line at a time.
 * @throws AiroNodeError BINARY_MISSING, NODE_NOT_READY; AbortedError
 */
export async function startAiroNode(init: {
  settings: AiroNodeSettings;
  clock: Clock;
  log: (line: string) => void;
  /** Gives up the start. */
  signal?: AbortSignal;
}): Promise<AiroNode> {
  const { settings, clock, log } = init;
  checkBinary(settings.binary);
  const child = spawn(settings.binary, argumentsOf(settings), { stdio: ['ignore', 'ignore', 'pipe'] });
  const tail: string[] = [];
  const ended = new Promise<AiroNodeError>((resolve) => {
    const end = (how: string, data: object) =>
      resolve(new AiroNodeError('NODE_ENDED', `airo-node ${how}:\n${tail.join('\n')}`, { ...data }));
    child.once('error', (error) => end(`can't be run (${error.message})`, { error }));
    child.once('close', (code, signal) =>
      end(`ended with ${signal ?? `exit code ${code}`}`, { code, signal }),
    );
  });
  const close = () => stop(child, ended);
  const died = ended.then((error) => Promise.reject(error));
  died.catch(() => {});
  const giveUp = () => void close();
  init.signal?.addEventListener('abort', giveUp, { once: true });
  try {
    const wanted = { rpc: LISTENING, ...(settings.metrics ? { metrics: EXPORTING } : {}) };
    const onLine = (line: string) => {
      log(line);
      tail.push(line);
      if (tail.length > TAIL_LINES) tail.shift();
    };
    const ports = await Promise.race([listeningPorts(child, wanted, onLine), died]);
    const local = `ws://127.0.0.1:${ports.rpc}`;
    if (!settings.follow) await Promise.race([firstBlock(local, clock), died]);
    const genesisHash = String(await askChain(local, 'chain_getBlockHash', [0]));
    return {
      url: `ws://${settings.host}:${ports.rpc}`,
      genesisHash,
      ...(ports.metrics ? { metricsUrl: `http://127.0.0.1:${ports.metrics}/metrics` } : {}),
      done: died,
      close,
    };
  } catch (error) {
    await close();
    if (init.signal?.aborted) throw new AbortedError(init.signal.reason);
    if (error instanceof AiroNodeError && error.code === 'NODE_ENDED') {
      throw new AiroNodeError('NODE_NOT_READY', error.message, error.data, { cause: error });
    }
    throw error;
  } finally {
    init.signal?.removeEventListener('abort', giveUp);
  }
}

function checkBinary(path: string): void {
  try {
    accessSync(path, constants.X_OK);
  } catch (error) {
    throw new AiroNodeError(
      'BINARY_MISSING',
      `${path} is not there or can't be run: build it with npm run build:node (needs Rust, takes a quarter of an hour), or name another in AIRO_NODE_BINARY`,
      { path },
      { cause: error },
    );
  }
}

function argumentsOf(settings: AiroNodeSettings): string[] {
  return [
    ...['--chain', 'dev', '--runtime', settings.wasm],
    ...(settings.follow ? [] : ['--alice', '--force-authoring']),
    ...['--base-path', settings.dataDir, '--state-pruning', 'archive', '--blocks-pruning', 'archive'],
    ...['--pool-limit', String(settings.poolLimit)],
    ...['--rpc-port', String(settings.port), '--rpc-cors', 'all', '--rpc-methods', 'unsafe'],
    ...(settings.host === '127.0.0.1' ? [] : ['--rpc-external']),
    // Nobody else makes this chain: it talks to no peer but a follower on this machine.
    '--unsafe-force-node-key-generation',
    ...['--listen-addr', '/ip4/127.0.0.1/tcp/0', '--no-mdns', '--no-telemetry'],
    ...(settings.metrics ? ['--prometheus-port', '0'] : ['--no-prometheus']),
    ...['--log', settings.logLevel],
  ];
}

/** Resolves with the ports that the node's log tells, when it has told each. */
function listeningPorts(
  child: ChildProcess,
  wanted: Readonly<Record<string, RegExp>>,
  onLine: (line: string) => void,
): Promise<Readonly<Record<string, number>>> {
  return new Promise((resolve) => {
    if (!child.stderr) return;
    const ports: Record<string, number> = {};
    createInterface(child.stderr).on('line', (line) => {
      onLine(line);
      for (const [name, pattern] of Object.entries(wanted)) {
        const port = pattern.exec(line)?.groups?.port;
        if (port !== undefined) ports[name] = Number(port);
      }
      if (Object.keys(wanted).every((name) => name in ports)) resolve(ports);
    });
  });
}

async function firstBlock(url: string, clock: Clock): Promise<void> {
  const deadline = clock.now() + FIRST_BLOCK_TIMEOUT_MS;
  while (clock.now() < deadline) {
    const { number } = (await askChain(url, 'chain_getHeader', [])) as { number: string };
    if (Number(number) > 0) return;
    await clock.wait(POLL_MS);
  }
  throw new AiroNodeError(
    'NODE_NOT_READY',
    `airo-node made no block within ${FIRST_BLOCK_TIMEOUT_MS / 1000} s`,
    {},
  );
}

async function stop(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(timer);
}
