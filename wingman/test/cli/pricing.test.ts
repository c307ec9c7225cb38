import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { program } from '../../src/cli/program.ts';
import { sampleConfig } from '../fakes/sample-config.ts';

const { pricing, floor, overrides } = sampleConfig();
const SHOWN = { version: 2, pricing, floor, overrides, usd: null };
const ANSWERS: Readonly<Record<string, unknown>> = {
  'GET /v1/pricing': SHOWN,
  'PATCH /v1/config': { version: 2, at: 1, source: 'rest', config: sampleConfig() },
  'POST /v1/pricing/preview': {
    ...{ bids: true, price: '0.01', reason: null, detail: '', rule: 'default', strategy: 'fixed' },
    ...{ leaves: '0.009', chainFloor: '0.001', royalty: '0', commissionPpm: 10_000 },
    ...{ msPerInference: 1, utilisation: 0, queue: 0 },
  },
  'POST /v1/pricing/replay': {
    ...{ orders: 1, bids: 1, won: 1, inferences: 9, revenue: '1', royaltyAndCommission: '0', costs: '0' },
    ...{ margin: '1', utilisation: { mean: 0, peak: 0 }, refused: {}, actual: { won: 0, revenue: '0' } },
  },
};

describe('wingman pricing', () => {
  let server: Server;
  let folder: string;
  let url: string;
  let asked: { readonly what: string; readonly token: string | undefined; readonly body: unknown }[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'airo-cli-'));
    server = createServer(async (request: IncomingMessage, response) => {
      const what = `${request.method} ${request.url}`;
      const body = await text(request);
      const { authorization: token } = request.headers;
      asked.push({ what, token, body: body === '' ? null : JSON.parse(body) });
      response.end(JSON.stringify(ANSWERS[what]));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    asked = [];
  });
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  });

  /** What the command printed. */
  async function run(...args: string[]): Promise<unknown> {
    const write = process.stdout.write;
    let printed = '';
    process.stdout.write = ((chunk: string) => {
      printed += chunk;
      return true;
    }) as typeof write;
    try {
      await program({}).parseAsync(['pricing', ...args, '--url', url], { from: 'user' });
    } finally {
      process.stdout.write = write;
    }
    return JSON.parse(printed);
  }
  async function file(content: unknown): Promise<string> {
    const path = join(folder, 'rules.json');
    await writeFile(path, JSON.stringify(content));
    return path;
  }

  it('shows the rules in force, with a token when there is one', async () => {
    expect(await run('show', '--token', 'secret')).toEqual(SHOWN);
    expect(asked).toEqual([{ what: 'GET /v1/pricing', token: 'Bearer secret', body: null }]);
  });

  it('sets what a file says and shows what is in force then', async () => {
    const rules = { floor: '0.002' };
    expect(await run('set', await file(rules))).toEqual(SHOWN);
    expect(asked.map(({ what }) => what)).toEqual(['PATCH /v1/config', 'GET /v1/pricing']);
    expect(asked[0]?.body).toEqual(rules);
  });

  it('previews an order by other rules', async () => {
    const rules = { pricing: { strategy: 'fixed', price: '0.02', perModel: {} } };
    const flags = [
      '--rules',
      await file(rules),
      '--model',
      '0',
      '--max-price',
      '0.5',
      '--utilisation',
      '0.25',
    ];
    expect(await run('preview', ...flags)).toMatchObject({ price: '0.01' });
    expect(asked[0]?.body).toMatchObject({ ...rules, model: 0, maxPrice: '0.5', utilisation: 0.25 });
  });

  it('replays the last orders', async () => {
    expect(await run('replay', '--last', '5', '--per-hour', '1 USD')).toMatchObject({ won: 1 });
    expect(asked[0]?.body).toEqual({ last: 5, perHour: '1 USD' });
  });

  it.each([
    ['a file with more', ['set'], { bidding: false }],
    ['a file with a price of zero', ['set'], { pricing: { strategy: 'fixed', price: '0' } }],
    ['rules that are none', ['preview', '--model', '0', '--rules'], { pricing: { strategy: 'magic' } }],
  ])('asks nothing with %s', async (_, args, content) => {
    await expect(run(...args, await file(content))).rejects.toMatchObject({ code: 'CLI_USAGE' });
    expect(asked).toEqual([]);
  });

  it.each([
    ['a model that is none', ['preview', '--model', 'x']],
    ['less than one order', ['replay', '--last', '0']],
  ])('asks nothing about %s', async (_, args) => {
    await expect(run(...args)).rejects.toMatchObject({ code: 'CLI_USAGE' });
    expect(asked).toEqual([]);
  });
});
