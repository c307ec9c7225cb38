import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from '../../src/app/app.tsx';
import { everyStep } from '../../src/features/network/market-steps.ts';
import { LOCAL_ENDPOINTS } from '../../src/settings/endpoints.ts';
import { serveIndexer, someModel } from '../support/fake-indexer.ts';
import {
  PROVIDER,
  page,
  someBlocks,
  someProvider,
  someSeries,
  someStats,
  someStatus,
  someTreasury,
} from '../support/fake-market.ts';

const WAIT = { timeout: 20_000 };
const open = (path: string) => {
  window.location.hash = `#${path}`;
  render(<App endpoints={LOCAL_ENDPOINTS} />);
};
const network = {
  '/v1/status': () => ({ body: someStatus() }),
  '/v1/stats': () => ({ body: someStats() }),
  '/v1/treasury': () => ({ body: someTreasury() }),
  '/v1/blocks': () => ({ body: someBlocks(20) }),
  '/v1/models': () => page([someModel()]),
  '/v1/activity': () => page([]),
  '/v1/series': () => ({ body: someSeries() }),
};
/** The figure under a name. */
const figure = async (name: string) =>
  (await screen.findByText(name, { selector: 'dt' }, WAIT)).nextElementSibling?.textContent;

beforeEach(() => localStorage.clear());
afterEach(cleanup);

describe('the network', () => {
  it('tells how far finality is behind, how fast blocks come, and what the market came to', async () => {
    serveIndexer(network);
    open('/network');
    expect(await figure('Finality lag')).toBe('2 blocks');
    await waitFor(async () => expect(await figure('Block time')).toBe('3.0 s'), WAIT);
    expect(screen.getByText('about 6 s')).toBeTruthy();
    expect(await figure('Active providers')).toBe('2');
    await waitFor(async () => expect(await figure('Treasury')).toBe('1.003 AIRO'), WAIT);
    expect(screen.getByText('Nothing has happened on the market yet')).toBeTruthy();
  });

  it('says what it does not know while the indexer’s node is away', async () => {
    serveIndexer({
      ...network,
      '/v1/status': () => ({ body: someStatus({ node: null, ok: false, reasons: ['no node answers'] }) }),
    });
    open('/network');
    expect(await figure('Best block')).toBe('unknown');
    expect(await figure('Finality lag')).toBe('unknown');
    expect(screen.getByText('no node answers')).toBeTruthy();
  });

  it('draws orders, prices and volume of the steps and the model in the link, and gives them as numbers', async () => {
    const asked = serveIndexer(network);
    open('/network');
    await screen.findByRole('heading', { name: 'Orders per hour' }, WAIT);
    await userEvent.selectOptions(await screen.findByLabelText('Steps of'), 'Day');
    await screen.findByRole('option', { name: 'fashion-resnet20' }, WAIT);
    await userEvent.selectOptions(screen.getByLabelText('Model'), 'fashion-resnet20');
    await waitFor(() => expect(asked).toContain('/v1/series?bucket=day&model=0'), WAIT);
    expect(window.location.hash).toContain('step=day');
    expect(window.location.hash).toContain('model=0');
    const numbers = within(await screen.findByRole('table', { name: /Orders, prices and volume/ }));
    expect(
      numbers.getAllByRole('row').map((row) => within(row).queryAllByRole('cell')[1]?.textContent),
    ).toEqual([undefined, '5', '2']);
  });

  it('says that nothing was traded', async () => {
    serveIndexer({ ...network, '/v1/series': () => ({ body: { ...someSeries(), points: [] } }) });
    open('/network');
    expect(await screen.findByText('Nothing was traded in this time', {}, WAIT)).toBeTruthy();
  });

  it('fills the steps in which nothing happened', () => {
    expect(everyStep(someSeries()).map((it) => ('orders' in it ? it.orders : 0))).toEqual([2, 0, 5]);
    expect(everyStep({ ...someSeries(), points: [] })).toEqual([]);
  });
});

describe('the providers', () => {
  const all = Array.from({ length: 10_000 }, (_, i) => someProvider({ bids: i, agreements: i }));
  /** As the indexer pages: the cursor is where the next page begins. */
  const serveAll = () =>
    serveIndexer({
      ...network,
      '/v1/providers': (query) => {
        const [from, limit] = [Number(query.get('cursor') ?? 0), Number(query.get('limit'))];
        const items = all
          .slice(from, from + limit)
          .map((it, i) => ({ ...it, account: `${PROVIDER.slice(0, -5)}${from + i + 10_000}` }));
        return page(items, from + limit < all.length ? String(from + limit) : null);
      },
    });

  it('of 10,000 shows a page at a time, turns it and goes back', async () => {
    serveAll();
    open('/network/providers');
    const rows = async () => within(await screen.findByRole('table', {}, WAIT)).getAllByRole('row').length;
    expect(await rows()).toBe(26);
    expect(screen.getByText('1 to 25')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Next' }));
    expect(await screen.findByText('26 to 50', {}, WAIT)).toBeTruthy();
    expect(await rows()).toBe(26);
    await userEvent.click(screen.getByRole('button', { name: 'Previous' }));
    expect(await screen.findByText('1 to 25', {}, WAIT)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Previous' }).hasAttribute('disabled')).toBe(true);
  });

  it('sorts and filters by the indexer, from the first page on, and keeps it in the link', async () => {
    const asked = serveAll();
    open('/network/providers');
    await screen.findByRole('table', {}, WAIT);
    await userEvent.click(screen.getByRole('button', { name: 'Next' }));
    await screen.findByText('26 to 50', {}, WAIT);
    await userEvent.selectOptions(screen.getByLabelText('Sort'), 'Highest bond');
    await userEvent.selectOptions(screen.getByLabelText('Status'), 'Active');
    await waitFor(() => expect(asked).toContain('/v1/providers?limit=25&sort=bond&status=active'), WAIT);
    expect(await screen.findByText('1 to 25', {}, WAIT)).toBeTruthy();
    expect(window.location.hash).toContain('sort=bond');
    expect(window.location.hash).toContain('status=active');
  });

  it('shows the record, and links to the account', async () => {
    serveIndexer({ ...network, '/v1/providers': () => page([someProvider({ status: 'chilled' })]) });
    open('/network/providers');
    const row = within((await screen.findAllByRole('row', {}, WAIT))[1] as HTMLElement);
    for (const seen of ['paused', '3 (1 open)', '97.50 %']) expect(row.getByText(seen)).toBeTruthy();
    expect(row.getByRole('link').getAttribute('href')).toBe(`#/accounts/${PROVIDER}`);
  });

  it('says that nobody fits', async () => {
    serveIndexer({ ...network, '/v1/providers': () => page([]) });
    open('/network/providers?status=gone');
    expect(await screen.findByText('No provider fits', {}, WAIT)).toBeTruthy();
  });

  it('says what to do when what answers is no indexer', async () => {
    serveIndexer({ ...network, '/v1/providers': () => ({ body: { items: 'nonsense' } }) });
    open('/network/providers');
    expect((await screen.findByRole('alert', {}, WAIT)).textContent).toMatch(/indexer.*Settings/);
  });
});
