import { messageSigner, planck, verifyMessage } from '@airo/chain-types';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openTokens } from '../../src/adapters/tokens/token-file.ts';
import type { Bot } from '../../src/bot.ts';
import { type RestServer, startRest } from '../../src/http/start-rest.ts';
import { type Expected, type Quote, verifyBidPolicy, verifyQuote } from '../../src/schemas/statements.ts';
import { createRig, type Rig, silent } from '../fakes/rig.ts';

const KEY = { kind: 'uri', uri: '//Wing1' } as const;
const NEVER = new AbortController().signal;
const PER_MINUTE = 20;
const SECRET = '5SecretlyDenied';

describe('what a Wingman says in public', () => {
  let rig: Rig;
  let bot: Bot;
  let rest: RestServer;
  let expected: Expected;
  beforeEach(async () => {
    rig = await createRig();
    const signer = await messageSigner(KEY);
    bot = rig.bot({ signer });
    void bot.start([rig.model]);
    await bot.untilReady(NEVER);
    rest = await startRest(
      bot.restContext(),
      {
        restHost: '127.0.0.1',
        restPort: 0,
        tokens: openTokens('/nowhere', 'a-token-of-16-or-more', Date.now),
        publicPerMinute: PER_MINUTE,
        corsOrigins: [],
      },
      silent,
    );
    const { genesisHash: genesis } = rig.chain;
    expected = { provider: signer.account, genesis, now: Date.now(), verify: verifyMessage };
  });
  afterEach(async () => {
    await rest.close();
    await rig.close();
  });

  const get = async (path: string): Promise<unknown> => (await fetch(rest.url + path)).json();
  const question = { model: 0, inferences: 100, duration: 200, responseWindow: 50, maxPrice: null };
  async function ask(changes: Partial<typeof question> | { maxPrice: string } = {}): Promise<Quote> {
    const asked = { ...question, ...changes };
    const { maxPrice, ...rest } = asked;
    const query = new URLSearchParams(Object.entries(rest).map(([k, v]): [string, string] => [k, `${v}`]));
    if (maxPrice !== null) query.set('maxPrice', maxPrice);
    return verifyQuote(await get(`/v1/quote?${query}`), asked, expected);
  }

  it('is its policy, without a token, readable by browsers, signed by its account', async () => {
    const response = await fetch(`${rest.url}/v1/bid-policy`);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(await verifyBidPolicy(await response.json(), expected)).toMatchObject({
      type: 'airo/bid-policy/v1',
      bids: true,
      reason: null,
      consumers: 'any',
      inferences: { min: 1, max: 1_000_000 },
      models: [{ model: 0, bids: true, manifest: expect.stringMatching(/^0x/) }],
    });
    expect((await fetch(`${rest.url}/v1/config`)).status).toBe(401);
  });

  it('is the price of the bid that a real order then gets', async () => {
    expect(await ask()).toMatchObject({ wouldBid: true, price: '0.01', reason: null });
    await rig.config.patch({ pricing: { price: '0.02' } }, null);
    expect(await ask()).toMatchObject({ price: '0.02' });
  });

  const refusals: [string, string, () => unknown, Parameters<typeof ask>[0]][] = [
    ['the price is above what is paid', 'PRICE_ABOVE_MAX', () => {}, { maxPrice: '0.009' }],
    ['there are too many inferences', 'TOO_MANY_INFERENCES', () => {}, { inferences: 1_000_001 }],
    ['the model is another', 'MODEL_NOT_SERVED', () => {}, { model: 7 }],
    ['bidding is off', 'BIDDING_OFF', () => rig.config.patch({ bidding: false }, null), {}],
    [
      'the machine is sold',
      'NO_CAPACITY',
      () => rig.config.patch({ capacity: { utilisation: 1e-12 } }, null),
      {},
    ],
    [
      'others are served only',
      'CONSUMER_NOT_ALLOWED',
      () => rig.config.patch({ filters: { allowConsumers: [SECRET] } }, null),
      {},
    ],
    ['the bond is used up', 'NO_CAPACITY', () => Object.assign(rig.chain, { bond: planck(1n) }), {}],
    [
      'its floor is above its price',
      'PRICE_UNKNOWN',
      () => Object.assign(rig.chain, { floor: planck(10n ** 12n) }),
      {},
    ],
  ];
  it.each(refusals)('is why it would not bid when %s: %s', async (_, reason, prepare, changes) => {
    await prepare();
    expect(await ask(changes)).toMatchObject({ wouldBid: false, price: null, reason });
  });

  it('holds no capacity', async () => {
    const { capacity } = bot.restContext();
    await ask();
    expect(capacity.used).toBe(0);
  });

  it('gives away neither floor, costs, strategy nor whom it denies', async () => {
    const pricing = { strategy: 'costPlus', perHour: '0.0777', margin: 0.4321 };
    await rig.config.patch({ pricing, floor: '0.00012345', filters: { denyConsumers: [SECRET] } }, null);
    const said = JSON.stringify([await get('/v1/bid-policy'), await get('/v1/quote?model=0&inferences=5')]);
    for (const secret of [SECRET, '0777', '4321', '12345', 'costPlus', 'margin'])
      expect(said).not.toContain(secret);
  });

  it('is signed once for many who ask the same, and anew after a change', async () => {
    const first = await get('/v1/bid-policy');
    expect(await get('/v1/bid-policy')).toEqual(first);
    await rig.config.patch({ bidding: false }, null);
    expect(await get('/v1/bid-policy')).not.toEqual(first);
  });

  it('is said so many times a minute', async () => {
    for (let i = 0; i < PER_MINUTE; i++) expect((await fetch(`${rest.url}/v1/bid-policy`)).status).toBe(200);
    const refused = await fetch(`${rest.url}/v1/bid-policy`);
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([
      429,
      'RATE_LIMITED',
    ]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it.each([
    '',
    '?model=0',
    '?inferences=1',
    '?model=x&inferences=1',
    '?model=-1&inferences=1',
    '?model=0&inferences=0',
    '?model=0&inferences=1.5',
    '?model=0&inferences=1e99',
    '?model=0&inferences=1&duration=0',
    '?model=0&inferences=1&maxPrice=-1',
    '?model=0&inferences=1&maxPrice=a',
    '?model=0&inferences=1&consumer=5Consumer',
    '?model=0&model=1&inferences=1',
  ])('is nothing for the question %j', async (query) => {
    const response = await fetch(`${rest.url}/v1/quote${query}`);
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
      400,
      'BODY_INVALID',
    ]);
  });

  it('is not believed when anything of it was changed', async () => {
    const answer = (await get('/v1/bid-policy')) as { statement: Record<string, unknown>; signature: string };
    const { statement, signature } = answer;
    const other = (await messageSigner({ kind: 'uri', uri: '//Wing2' })).account;
    const later = Date.now() + 3_600_000;
    const cases: [string, unknown, Partial<Expected>][] = [
      ['STATEMENT_SIGNATURE_WRONG', { statement: { ...statement, maxOpen: 1 }, signature }, {}],
      ['STATEMENT_SIGNATURE_WRONG', { statement: { ...statement, extra: 1 }, signature }, {}],
      ['STATEMENT_SIGNATURE_WRONG', { statement: { ...statement, validUntil: later }, signature }, {}],
      ['STATEMENT_SIGNATURE_WRONG', { statement, signature: `0x${'0'.repeat(128)}` }, {}],
      ['STATEMENT_MALFORMED', { statement }, {}],
      ['STATEMENT_MALFORMED', null, {}],
      ['STATEMENT_MALFORMED', await get('/v1/quote?model=0&inferences=1'), {}],
      ['STATEMENT_OTHER_PROVIDER', answer, { provider: other }],
      ['STATEMENT_OTHER_CHAIN', answer, { genesis: `0x${'1'.repeat(64)}` }],
      ['STATEMENT_EXPIRED', answer, { now: later }],
      ['STATEMENT_EXPIRED', answer, { now: 0 }],
    ];
    for (const [code, given, changes] of cases) {
      await expect(verifyBidPolicy(given, { ...expected, ...changes })).rejects.toMatchObject({ code });
    }
    const quote = await get('/v1/quote?model=0&inferences=1');
    await expect(verifyQuote(quote, question, expected)).rejects.toMatchObject({
      code: 'STATEMENT_OTHER_QUESTION',
    });
  });

  it('is nothing at all when the setting says so', async () => {
    const quiet = rig.bot({ signer: null });
    const server = await startRest(
      quiet.restContext(),
      {
        restHost: '127.0.0.1',
        restPort: 0,
        tokens: openTokens('/nowhere', undefined, Date.now),
        publicPerMinute: 9,
        corsOrigins: [],
      },
      silent,
    );
    try {
      expect((await fetch(`${server.url}/v1/bid-policy`)).status).toBe(404);
    } finally {
      await server.close();
    }
  });
});
