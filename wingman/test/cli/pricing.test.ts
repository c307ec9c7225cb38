import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sampleConfig } from '../fakes/sample-config.ts';
import { type Asked, type CliBench, createCliBench } from '../support/cli.ts';

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
  let bench: CliBench;
  let asked: readonly Asked[];
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'airo-cli-'));
    bench = await createCliBench(ANSWERS);
    asked = bench.asked;
  });
  beforeEach(() => {
    bench.asked.length = 0;
  });
  afterAll(async () => {
    await bench.close();
    await rm(folder, { recursive: true });
  });

  const run = (...args: string[]) => bench.run('pricing', ...args);
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
