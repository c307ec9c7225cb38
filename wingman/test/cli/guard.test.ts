import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type CliBench, createCliBench } from '../support/cli.ts';

const control = (mode: string) => ({
  ...{ mode, since: 1, stops: false, openOrders: 0, openAgreements: 0, safeToStop: mode !== 'running' },
});
const alert = (state: string) => ({
  ...{ id: 'msg_1', state, attempts: 1, nextAt: null, error: '' },
  payload: {
    type: 'TEST',
    timestamp: '2026-01-01T00:00:00.000Z',
    data: { provider: '5Wing', genesis: '0x9', subject: '', message: '' },
  },
});
const breaker = { model: 3, state: 'closed', since: null, until: null, faults: [] };
const decision = {
  ...{ order: 1, at: 1, consumer: '5C', model: 3, inferences: 9, maxPrice: '1', stage: 'skipped' },
  ...{ reason: 'PAUSED', meaning: 'x', price: null, detail: '' },
};
const count = { reason: 'PAUSED', stage: 'skipped', meaning: 'x', orders: 4 };
const ANSWERS = {
  'POST /v1/pause': control('paused'),
  'POST /v1/resume': control('running'),
  'POST /v1/drain': control('draining'),
  'GET /v1/breaker': [breaker],
  'POST /v1/breaker/reset': [breaker],
  'GET /v1/alerts': [alert('waiting')],
  'POST /v1/alerts/test': alert('delivered'),
  'GET /v1/decisions/counts': [count],
  'GET /v1/decisions?limit=50': [decision],
  'GET /v1/decisions?limit=2&stage=skipped&reason=PAUSED&model=3&consumer=5C': [decision],
};

describe('wingman commands that stop it, and tell why it did what it did', () => {
  let bench: CliBench;
  beforeAll(async () => {
    bench = await createCliBench(ANSWERS);
  });
  beforeEach(() => {
    bench.asked.length = 0;
  });
  afterAll(() => bench.close());

  it.each([
    [['pause'], 'POST /v1/pause', {}],
    [['resume'], 'POST /v1/resume', {}],
    [['drain'], 'POST /v1/drain', { stop: true }],
    [['drain', '--stay'], 'POST /v1/drain', { stop: false }],
    [['breaker', 'show'], 'GET /v1/breaker', null],
    [['breaker', 'reset'], 'POST /v1/breaker/reset', {}],
    [['breaker', 'reset', '--model', '3'], 'POST /v1/breaker/reset', { model: 3 }],
    [['alerts', 'show'], 'GET /v1/alerts', null],
    [['alerts', 'test'], 'POST /v1/alerts/test', {}],
    [['decisions'], 'GET /v1/decisions?limit=50', null],
    [['decisions', '--counts'], 'GET /v1/decisions/counts', null],
    [
      [
        'decisions',
        '--limit',
        '2',
        '--stage',
        'skipped',
        '--reason',
        'PAUSED',
        '--model',
        '3',
        '--consumer',
        '5C',
      ],
      'GET /v1/decisions?limit=2&stage=skipped&reason=PAUSED&model=3&consumer=5C',
      null,
    ],
  ])('%j asks %s', async (args, what, body) => {
    expect(await bench.run(...args, '--token', 'secret')).toEqual(ANSWERS[what as keyof typeof ANSWERS]);
    expect(bench.asked).toEqual([{ what, token: 'Bearer secret', body }]);
  });

  it.each([
    [['breaker', 'reset', '--model', 'x']],
    [['decisions', '--reason', 'BAD_MOOD']],
    [['decisions', '--limit', '0']],
    [['decisions', '--stage', 'new']],
  ])('%j asks nothing', async (args) => {
    await expect(bench.run(...args)).rejects.toMatchObject({ code: 'CLI_USAGE' });
    expect(bench.asked).toEqual([]);
  });
});
