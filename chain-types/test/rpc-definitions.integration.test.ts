import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ApiPromise, WsProvider } from '@polkadot/api';
import type { ApiOptions } from '@polkadot/api/types';
import { u8aToHex } from '@polkadot/util';
import { rpcDefinitions } from '../src/index.ts';
import { type SpawnedChain, spawnEmbeddedChain } from './support/embedded-chain.ts';

jest.setTimeout(300_000);

const DX_NODE = join(import.meta.dirname, '../../dx-node/src/main.ts');

/** What is used of the methods that the types of the API don't know. */
interface DxRpc {
  readonly upload: (key: string, data: string) => Promise<{ toJSON(): unknown }>;
  readonly download: (key: string, encoding: 'hex') => Promise<{ toHex(): string }>;
}

describe('one endpoint for chain and Dx', () => {
  let chain: SpawnedChain;
  let node: ChildProcess;
  let dir: string;
  let url: string;
  let api: ApiPromise;

  beforeAll(async () => {
    chain = await spawnEmbeddedChain();
    dir = await mkdtemp(join(tmpdir(), 'airo-dx-rpc-'));
    const flags = ['--data-dir', dir, '--listen', '/ip4/127.0.0.1/tcp/0', '--log-level', 'error'];
    const ports = ['--rpc-port', '0', '--metrics-port', '0', '--chain-url', chain.url];
    node = spawn(process.execPath, [DX_NODE, ...flags, ...ports], { stdio: ['ignore', 'pipe', 'inherit'] });
    const lines = createInterface({ input: node.stdout as NonNullable<typeof node.stdout> });
    const [line] = (await once(lines, 'line')) as [string];
    url = (JSON.parse(line) as { rpcUrl: string }).rpcUrl;
    api = await ApiPromise.create({
      provider: new WsProvider(url.replace('http', 'ws')) as NonNullable<ApiOptions['provider']>,
      rpc: rpcDefinitions,
      noInitWarn: true,
    });
  });
  afterAll(async () => {
    await api?.disconnect();
    node?.kill('SIGTERM');
    if (node?.exitCode === null) await once(node, 'exit');
    await chain?.stop();
    if (dir) await rm(dir, { recursive: true });
  });

  const post = async (body: unknown): Promise<unknown> => {
    const headers = { 'content-type': 'application/json' };
    return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).json();
  };

  it('uploads and downloads by polkadot.js', async () => {
    const bytes = Buffer.from('a blob by way of polkadot.js');
    const key = `0x${createHash('sha256').update(bytes).digest('hex')}`;
    const { dx } = api.rpc as unknown as { dx: DxRpc };
    expect((await dx.upload(key, u8aToHex(bytes))).toJSON()).toEqual({ key, size: bytes.byteLength });
    expect((await dx.download(key, 'hex')).toHex()).toBe(u8aToHex(bytes));
    await expect(dx.download(`0x${'00'.repeat(32)}`, 'hex')).rejects.toThrow(
      'neither here nor with any peer',
    );
  });

  it('passes the chain through: state, constants, subscriptions and their end', async () => {
    expect(api.genesisHash.toHex()).toBe(chain.genesisHash);
    const numbers: number[] = [];
    const enough = Promise.withResolvers<void>();
    const unsubscribe = await api.rpc.chain.subscribeNewHeads((head) => {
      numbers.push(head.number.toNumber());
      if (numbers.length === 3) enough.resolve();
    });
    for (let block = 0; block < 3; block += 1) await chain.rpc('dev_newBlock');
    await enough.promise;
    unsubscribe();
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect((await api.query.system?.number?.())?.toString()).toMatch(/^\d+$/);
  });

  it('answers batches of both by POST, and passes on what the chain refuses', async () => {
    const call = (id: unknown, method: string, params: unknown[] = []) => ({
      jsonrpc: '2.0',
      id,
      method,
      params,
    });
    const answers = await post([
      call('a', 'chain_getBlockHash', [0]),
      call(2, 'dx_peers'),
      call(null, 'chain_getBlockHash', [0]),
      call(4, 'chain_noSuchMethod'),
    ]);
    expect(answers).toMatchObject([
      { id: 'a', result: chain.genesisHash },
      { id: 2, result: { peers: [] } },
      { id: null, result: chain.genesisHash },
      { id: 4, error: { code: -32601 } },
    ]);
    const methods = (await post(call(1, 'rpc_methods'))) as { result: { methods: string[] } };
    expect(methods.result.methods).toEqual(expect.arrayContaining(['chain_getBlockHash', 'dx_upload']));
  });

  it('says so while the chain is away, and serves Dx on', async () => {
    await api.disconnect();
    await chain.stop();
    expect(await post({ jsonrpc: '2.0', id: 1, method: 'chain_getBlockHash', params: [0] })).toMatchObject({
      error: { data: { code: 'DX_UNAVAILABLE' } },
    });
    expect(await post({ jsonrpc: '2.0', id: 1, method: 'dx_peers' })).toMatchObject({
      result: { peers: [] },
    });
  });
});
