import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CliBench, createCliBench, printedBy } from '../support/cli.ts';

const money = { free: '5', orders: '0', agreements: '0', bonds: '1000', challenges: '0', claimable: '0' };
const settled = { units: 9, provider: '1.5', royalty: '0', commission: '0' };
const bidding = {
  ...{ mode: 'paused', since: 1, stops: false, openOrders: 0, openAgreements: 0, safeToStop: true },
};
const ANSWERS = {
  'GET /v1/health': {
    ...{ ok: false, reasons: ['no block for 60 s'], account: '5Wing', genesisHash: `0x${'a'.repeat(64)}` },
    ...{ head: 7, capacityUsed: 0.25, queues: { inference: 1, publish: 0, settle: 0 }, bidding },
  },
  'GET /v1/models': [
    {
      ...{
        id: 3,
        state: 'failed',
        name: null,
        hardware: null,
        manifest: null,
        inMemory: null,
        inputs: [],
        outputs: [],
      },
      ...{ benchmark: null, error: { code: 'ONNX_NOT_A_MODEL', message: 'no' } },
    },
  ],
  'GET /v1/earnings': { settled, byModel: [], money },
};

describe('wingman status', () => {
  let bench: CliBench;
  beforeAll(async () => {
    bench = await createCliBench(ANSWERS);
  });
  afterAll(() => bench.close());

  it('is a text to read, and exits 1 when the bot can not work', async () => {
    const text = await printedBy(['status', '--url', bench.url]);
    expect(text).toMatch(/^state +can't work: no block for 60 s$/m);
    expect(text).toMatch(/^bidding +paused; `wingman resume` goes on; safe to stop$/m);
    expect(text).toMatch(/^capacity +25 % sold$/m);
    expect(text).toMatch(/^earned +1\.5 AIRO for 9 inferences$/m);
    expect(text).toMatch(/^model 3 +failed: no \[ONNX_NOT_A_MODEL\]$/m);
    expect(process.exitCode).toBe(1);
    process.exitCode = 0;
  });

  it('is all of it as JSON', async () => {
    const json = JSON.parse(await printedBy(['status', '--json', '--url', bench.url]));
    expect(json).toMatchObject({ health: { head: 7 }, earnings: { money } });
    process.exitCode = 0;
  });
});
