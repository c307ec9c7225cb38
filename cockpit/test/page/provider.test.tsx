import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from '../../src/app/app.tsx';
import { LOCAL_ENDPOINTS } from '../../src/settings/endpoints.ts';
import { type Asked, BOT, config, health, problem, serveBot } from '../support/fake-bot.ts';

const open = (view: string, bot: string | null = BOT) => {
  window.location.hash =
    bot === null ? '#/provider' : `#/provider?bot=${encodeURIComponent(JSON.stringify(bot))}&view=${view}`;
  render(<App endpoints={LOCAL_ENDPOINTS} />);
};
const WAIT = { timeout: 10_000 };
const preview = (asked: Asked) => {
  const { price } = (asked.body as { pricing: { price: string } }).pricing;
  if (!/^[\d.]+$/.test(price)) return problem(400, 'BODY_INVALID', 'pricing.price: a price is AIRO');
  return {
    body: {
      ...{ bids: true, price, reason: null, detail: '', rule: 'default', strategy: 'fixed', leaves: price },
      ...{ chainFloor: '0.001', royalty: '0.001', commissionPpm: 10_000, msPerInference: 2 },
      ...{ utilisation: 0, queue: 0 },
    },
  };
};
const replay = () => ({
  body: {
    ...{
      orders: 10,
      bids: 9,
      won: 6,
      inferences: 600,
      revenue: '4.8',
      royaltyAndCommission: '0.5',
      costs: '0',
    },
    ...{
      margin: '4.3',
      utilisation: { mean: 0.25, peak: 0.5 },
      refused: {},
      actual: { won: 4, revenue: '4' },
    },
  },
});
const pricing = { 'POST /v1/pricing/preview': preview, 'POST /v1/pricing/replay': replay };

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});
afterEach(cleanup);

describe('connecting to a bot', () => {
  it('sends the token in a header, keeps it with the tab alone and never in the link', async () => {
    const asked = serveBot('owner', {});
    open('status', null);
    await userEvent.type(await screen.findByLabelText('URL of its REST API', {}, WAIT), `${BOT}/`);
    await userEvent.type(screen.getByLabelText('Token'), 'wingman_secret');
    await userEvent.click(screen.getByRole('button', { name: 'Connect to it' }));
    await screen.findByText('Capacity and queues', {}, WAIT);
    expect(asked.some(({ headers }) => headers.get('authorization') === 'Bearer wingman_secret')).toBe(true);
    expect(JSON.stringify({ ...localStorage }) + window.location.href).not.toContain('wingman_secret');
    expect(localStorage.getItem('airo.bots')).toBe(JSON.stringify([BOT]));
  });

  it.each(['', 'here', 'ftp://bot', 'http://user:password@bot'])('refuses the address %p', async (text) => {
    serveBot('owner', {});
    open('status', null);
    const field = await screen.findByLabelText('URL of its REST API', {}, WAIT);
    if (text !== '') await userEvent.type(field, text);
    await userEvent.click(screen.getByRole('button', { name: 'Connect to it' }));
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(localStorage.getItem('airo.bots')).toBeNull();
  });

  it('asks for a token when the bot does, and says why', async () => {
    serveBot('owner', { 'GET /v1/caller': () => problem(401, 'UNAUTHORISED', 'the token is wrong') });
    open('status');
    expect(await screen.findByText('the token is wrong', {}, WAIT)).toBeTruthy();
    expect((screen.getByLabelText('URL of its REST API') as HTMLInputElement).value).toBe(BOT);
  });

  it('says what to do when nothing answers', async () => {
    globalThis.fetch = () => Promise.reject(new TypeError('refused'));
    open('status');
    expect((await screen.findByRole('alert', {}, WAIT)).textContent).toContain('--cors-origins');
  });
});

describe('the state of the bot', () => {
  it('is shown with queues, and an operator pauses it', async () => {
    const asked = serveBot('operator', { 'POST /v1/pause': () => ({ body: health().bidding }) });
    open('status');
    expect(await screen.findByText('42 %', {}, WAIT)).toBeTruthy();
    await userEvent.click(await screen.findByRole('button', { name: 'Pause' }));
    await waitFor(() => expect(asked.some(({ path }) => path === '/v1/pause')).toBe(true), WAIT);
  });

  it('tells a reader why there are no buttons', async () => {
    serveBot('viewer', {});
    open('status');
    expect(await screen.findByText('42 %', {}, WAIT)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Pause' })).toBeNull();
    expect(screen.getByText(/This token reads only/)).toBeTruthy();
  });

  it('names what is missing, and an open breaker can be reset', async () => {
    const breaker = { model: 0, state: 'open', since: 1, until: null, faults: [] };
    const asked = serveBot('operator', {
      'GET /v1/health': () => ({ body: health({ ok: false, reasons: ['the dx-node does not answer'] }) }),
      'GET /v1/breaker': () => ({ body: [breaker] }),
      'POST /v1/breaker/reset': () => ({ body: [] }),
    });
    open('status');
    expect(await screen.findByText('the dx-node does not answer', {}, WAIT)).toBeTruthy();
    await userEvent.click(await screen.findByRole('button', { name: 'Reset the breaker of Model 0' }));
    await waitFor(() => expect(asked.find(({ path }) => path.endsWith('reset'))?.body).toEqual({ model: 0 }));
  });
});

describe('the prices', () => {
  it('are tried while they are typed, and put in force from the version that was read', async () => {
    let version = 3;
    let price = '0.01';
    const asked = serveBot('owner', {
      ...pricing,
      'GET /v1/config': () => ({ body: config(version, price) }),
      'PATCH /v1/config': ({ body }) => {
        version += 1;
        price = (body as { pricing: { price: string } }).pricing.price;
        return { body: config(version, price) };
      },
    });
    open('pricing');
    const field = await screen.findByLabelText('Price per inference', {}, WAIT);
    expect(await screen.findByText('6 of 10', {}, WAIT)).toBeTruthy();
    await userEvent.clear(field);
    await userEvent.type(field, '0.006');
    const card = screen.getByRole('heading', { name: 'Preview' }).closest('section') as HTMLElement;
    await waitFor(() => expect(within(card).getAllByTitle('0.006 AIRO').length).toBeGreaterThan(0), WAIT);
    await userEvent.click(screen.getByRole('button', { name: 'Put in force' }));
    expect(await screen.findByText(/In force: version 4/, {}, WAIT)).toBeTruthy();
    const sent = asked.find(({ method }) => method === 'PATCH');
    expect(sent?.headers.get('if-match')).toBe('"3"');
    expect(sent?.body).toEqual({ pricing: { strategy: 'fixed', price: '0.006', perModel: {} }, floor: '0' });
  });

  it('of somebody else meanwhile are a conflict that is told as one, and can be looked at', async () => {
    let now = config(3, '0.01');
    serveBot('owner', {
      ...pricing,
      'GET /v1/config': () => ({ body: now }),
      'PATCH /v1/config': () => {
        now = config(4, '0.02');
        return problem(412, 'CONFIG_CONFLICT', 'at version 4 by now');
      },
    });
    open('pricing');
    const field = await screen.findByLabelText('Price per inference', {}, WAIT);
    await userEvent.clear(field);
    await userEvent.type(field, '0.006');
    await userEvent.click(screen.getByRole('button', { name: 'Put in force' }));
    expect((await screen.findByRole('alert', {}, WAIT)).textContent).toContain('Somebody changed');
    await userEvent.click(await screen.findByRole('button', { name: 'Show version 4' }, WAIT));
    await waitFor(() => expect((field as HTMLInputElement).value).toBe('0.02'));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('that are none are told by the bot, and readers can only try', async () => {
    serveBot('viewer', { ...pricing, 'GET /v1/config': () => ({ body: config(1, '0.01') }) });
    open('pricing');
    await userEvent.type(await screen.findByLabelText('Price per inference', {}, WAIT), 'x');
    expect((await screen.findAllByRole('alert', {}, WAIT))[0]?.textContent).toContain('a price is AIRO');
    expect(screen.queryByRole('button', { name: 'Put in force' })).toBeNull();
    expect(screen.getByText(/needs an owner’s token/)).toBeTruthy();
  });
});

describe('jobs, decisions, earnings, models', () => {
  const consumer = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty';
  const hash = `0x${'b'.repeat(64)}`;
  const agreement = {
    ...{ id: 5, order: 6, consumer, model: 0, manifest: hash, price: '0.01', inferences: 100 },
    ...{ expires: 300, closesAfter: 400, closeOfferedBy: null, state: 'open' },
  };
  const job = (index: number, state: string) => ({
    ...{ index, payload: hash, units: 1, posted: 10, deadline: 60, state },
    ...{ response: null, failCode: null, detail: '' },
  });

  it('filters jobs by their state', async () => {
    serveBot('viewer', {
      'GET /v1/agreements': () => ({ body: [agreement] }),
      'GET /v1/agreements/5/requests': () => ({ body: [job(0, 'settled'), job(1, 'failed')] }),
    });
    open('jobs');
    const jobs = await screen.findByRole('table', { name: /^Jobs of agreement 5/ }, WAIT);
    expect(within(jobs).getAllByRole('row')).toHaveLength(3);
    await userEvent.selectOptions(screen.getByLabelText('State'), 'failed');
    expect(within(jobs).getAllByRole('row')).toHaveLength(2);
    expect(screen.getByText('1 of 2 read')).toBeTruthy();
  });

  it('tells why an order was skipped, in words, and pages on', async () => {
    const decision = (order: number) => ({
      ...{ order, at: 1_000, consumer, model: 0, inferences: 100, maxPrice: '0.05', stage: 'skipped' },
      ...{ reason: 'PAUSED', meaning: 'the provider paused the bot', price: null, detail: '' },
    });
    const asked = serveBot('viewer', {
      'GET /v1/decisions': ({ path }) =>
        path.includes('before')
          ? { body: [decision(1)] }
          : { body: [decision(2)], link: '</v1/decisions?before=2>; rel="next"' },
      'GET /v1/decisions/counts': () => ({ body: [] }),
    });
    open('decisions');
    expect(await screen.findByText('the provider paused the bot', {}, WAIT)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'More decisions' }));
    expect(await screen.findByText('#1', {}, WAIT)).toBeTruthy();
    await userEvent.selectOptions(screen.getByLabelText('Outcome'), 'no bid');
    await waitFor(() => expect(asked.some(({ path }) => path === '/v1/decisions?stage=skipped')).toBe(true));
  });

  it.each([
    ['jobs', { 'GET /v1/agreements': () => ({ body: [] }) }, 'No agreement yet'],
    ['decisions', { 'GET /v1/decisions': () => ({ body: [] }) }, 'No order was seen yet'],
    ['models', { 'GET /v1/models': () => ({ body: [] }) }, 'It serves no model'],
    ['live', {}, 'Nothing happened yet'],
  ])('of none in %s say what would bring some', async (view, answers, text) => {
    serveBot('viewer', answers);
    open(view);
    expect(await screen.findByText(text, {}, WAIT)).toBeTruthy();
  });

  it.each(['status', 'pricing', 'jobs', 'decisions', 'earnings', 'models'])(
    'says in %s what failed',
    async (view) => {
      serveBot('owner', {
        'GET /v1/health': () => problem(500, 'INTERNAL', 'a defect'),
        'GET /v1/breaker': () => problem(500, 'INTERNAL', 'a defect'),
      });
      open(view);
      expect((await screen.findAllByRole('alert', {}, WAIT)).length).toBeGreaterThan(0);
    },
  );

  it('shows where the money is, and offers to claim only what is due', async () => {
    const totals = { units: 90, provider: '0.8', royalty: '0.1', commission: '0.01' };
    const money = {
      free: '10',
      orders: '0',
      agreements: '1',
      bonds: '1000',
      challenges: '0',
      claimable: '0',
    };
    serveBot('viewer', {
      'GET /v1/earnings': () => ({ body: { settled: totals, byModel: [{ model: 0, ...totals }], money } }),
      'GET /v1/agreements': () => ({ body: [agreement] }),
    });
    open('earnings');
    const button = await screen.findByRole('button', { name: 'Nothing to claim' }, WAIT);
    expect((button as HTMLButtonElement).disabled).toBe(true);
    expect(screen.getAllByTitle('0.8 AIRO').length).toBe(2);
  });

  it('loads, measures and unloads models', async () => {
    const model = {
      ...{ id: 0, state: 'ready', name: 'fashion-resnet20', hardware: 'cpu', inMemory: true, manifest: hash },
      ...{ inputs: [], outputs: [], benchmark: null, error: null },
    };
    const asked = serveBot('operator', {
      'GET /v1/models': () => ({ body: [model] }),
      'POST /v1/models/0/unload': () => problem(409, 'MODEL_NOT_READY', 'model 0 is being measured'),
    });
    open('models');
    await userEvent.click(await screen.findByRole('button', { name: 'Unload fashion-resnet20' }, WAIT));
    expect(await screen.findByText('model 0 is being measured', {}, WAIT)).toBeTruthy();
    expect(asked.some(({ path }) => path === '/v1/models/0/unload')).toBe(true);
  });
});

describe('what happens live', () => {
  const event = 'id: s-1\nevent: config\ndata: {"kind":"config","at":1000,"version":9}\n\n';
  const log = 'id: s-1\nevent: log\ndata: {"level":40,"time":1000,"msg":"the disk is nearly full"}\n\n';

  it('shows events and the log', async () => {
    serveBot('operator', {}, { '/v1/events/stream': event, '/v1/logs/stream': log });
    open('live');
    expect(await screen.findByText('version 9', {}, WAIT)).toBeTruthy();
    expect(await screen.findByText('the disk is nearly full', {}, WAIT)).toBeTruthy();
  });

  it('tells a reader who may see the log', async () => {
    serveBot('viewer', {}, { '/v1/events/stream': event });
    open('live');
    expect(await screen.findByText('The log needs an operator’s token', {}, WAIT)).toBeTruthy();
  });
});
