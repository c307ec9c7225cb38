import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cacheFolder } from '@airo/program';
import { until } from '../../support/processes.ts';
import { NodeProcess } from './node-process.ts';

const CLI = resolve('e2e/zombienet/node_modules/@zombienet/cli/dist/cli.js');
const RUNTIME = resolve('chain/artifacts/airo_runtime.compact.compressed.wasm');
export const AIRO_NODE = process.env.AIRO_NODE_BINARY ?? join(cacheFolder(), 'node', 'airo-node');

const SPAWN_TIMEOUT_MS = 240_000;

/** Blocks whose state the RPC node keeps. */
export const KEPT_STATES = 16;

export const VALIDATORS = ['alice', 'bob', 'charlie', 'dave'] as const;

/** Four validators and an RPC node that keeps little state, as zombienet starts them. */
export interface Network {
  readonly validators: readonly NodeProcess[];
  readonly rpc: NodeProcess;
  readonly folder: string;
  stop(): Promise<void>;
}

export interface NetworkInit {
  /** Nodes talk to nobody but whom `Links` makes them talk to. */
  readonly reservedOnly?: boolean;
}

export async function startNetwork(init: NetworkInit = {}): Promise<Network> {
  const folder = mkdtempSync(join(tmpdir(), 'airo-zombienet-'));
  const config = join(folder, 'network.toml');
  const data = join(folder, 'nodes');
  writeFileSync(config, configuration(init));
  const child = spawn(
    process.execPath,
    [CLI, '-p', 'native', '-l', 'silent', '-d', data, '-f', '-c', '5', 'spawn', config],
    {
      env: { ...process.env, AIRO_RUNTIME: RUNTIME, ZOMBIENET_EXPORTER_DISABLED: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: folder,
    },
  );
  let output = '';
  const read = (chunk: Buffer) => {
    output += chunk;
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  const ended = once(child, 'close');
  try {
    // Written last of all.
    await until(
      () => existsSync(join(data, 'zombie.json')) || child.exitCode !== null,
      'a network',
      SPAWN_TIMEOUT_MS,
    );
    if (child.exitCode !== null) throw new TypeError(`zombienet ended with ${child.exitCode}`);
  } catch (error) {
    child.kill('SIGINT');
    await ended;
    throw new TypeError(`${String(error)}:\n${output}`);
  }
  const { nodesByName } = await written(join(data, 'zombie.json'));
  const node = (name: string) => new NodeProcess({ name, url: nodesByName[name]?.wsUri ?? '', folder: data });
  const validators = VALIDATORS.map(node);
  const rpc = node('rpc');
  return {
    validators,
    rpc,
    folder,
    async stop() {
      child.kill('SIGINT');
      for (const each of [...validators, rpc]) each.stop();
      await ended;
    },
  };
}

/** What zombienet says of its network, once all of it is there. */
async function written(path: string): Promise<{ nodesByName: Record<string, { wsUri: string }> }> {
  const complete = () => readFileSync(path, 'utf8').endsWith('}');
  await until(complete, `the rest of ${path}`);
  return JSON.parse(readFileSync(path, 'utf8'));
}

function configuration({ reservedOnly = false }: NetworkInit): string {
  // The other backend keeps a peer that is no longer reserved as long as it has room for it.
  const always = reservedOnly ? ['--reserved-only', '--network-backend=libp2p'] : [];
  const node = (name: string, validator: boolean, args: readonly string[]) => `
[[relaychain.nodes]]
name = "${name}"
validator = ${validator}
args = ${JSON.stringify([...always, ...args])}
`;
  return `
[settings]
timeout = ${SPAWN_TIMEOUT_MS / 1000}
provider = "native"

[relaychain]
chain = "local"
default_command = "${AIRO_NODE}"
${VALIDATORS.map((name) => node(name, true, [])).join('')}
${node('rpc', false, ['--state-pruning', String(KEPT_STATES)])}
`;
}
