import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from '../../src/app/app.tsx';
import { LOCAL_ENDPOINTS } from '../../src/settings/endpoints.ts';
import { serveIndexer, someModel } from '../support/fake-indexer.ts';
import { PROVIDER, page, someAccount, someSeries } from '../support/fake-market.ts';

const WAIT = { timeout: 20_000 };
const ACCOUNT = `/v1/accounts/${PROVIDER}`;
const open = (search = '') => {
  window.location.hash = `#/accounts/${PROVIDER}${search}`;
  render(<App endpoints={LOCAL_ENDPOINTS} />);
};

describe('an account', () => {
  beforeEach(() => localStorage.clear());
  afterEach(cleanup);

  it('shows where its money is', async () => {
    serveIndexer({ [ACCOUNT]: () => ({ body: someAccount() }) });
    open();
    const free = await screen.findByText('Free to spend', {}, WAIT);
    expect(free.nextElementSibling?.textContent).toBe('123.5 AIRO');
    expect(screen.getByText('Royalties got').nextElementSibling?.textContent).toBe('0.08 AIRO');
  });

  it('says that balances are not known while the node is away', async () => {
    serveIndexer({ [ACCOUNT]: () => ({ body: someAccount({ money: null }) }) });
    open();
    expect(await screen.findByText('The node does not answer', {}, WAIT)).toBeTruthy();
  });

  it('shows its models and what they brought by day; the part is in the link', async () => {
    const asked = serveIndexer({
      [ACCOUNT]: () => ({ body: someAccount() }),
      '/v1/models': () => page([someModel()]),
      '/v1/series': () => ({ body: someSeries() }),
    });
    open();
    await userEvent.click(await screen.findByRole('tab', { name: 'Models (1)' }, WAIT));
    const link = await screen.findByRole('link', { name: 'fashion-resnet20' }, WAIT);
    expect(link.getAttribute('href')).toBe('#/models/0');
    expect(await screen.findByRole('table', { name: /Royalties by day/ }, WAIT)).toBeTruthy();
    expect(asked).toContain(`/v1/series?owner=${PROVIDER}&model=0&bucket=day`);
    await waitFor(() => expect(window.location.hash).toContain('part=owner'), WAIT);
  });

  it('says of a newcomer what would fill each part', async () => {
    serveIndexer({
      [ACCOUNT]: () => ({ body: someAccount({ isProvider: false, models: 0, orders: 0 }) }),
      '/v1/models': () => page([]),
      '/v1/orders': () => page([]),
      '/v1/agreements': () => page([]),
      '/v1/activity': () => page([]),
      '/v1/series': () => ({ body: { ...someSeries(), points: [] } }),
    });
    open('?part=provider');
    for (const [tab, said] of [
      ['As a provider', 'This account is no provider'],
      ['Models (0)', 'It owns no model now'],
      ['Orders (0)', 'It has ordered nothing yet'],
      ['Activity', 'It has done nothing on the market yet'],
    ] as const) {
      await userEvent.click(await screen.findByRole('tab', { name: tab }, WAIT));
      expect(await screen.findByText(said, {}, WAIT)).toBeTruthy();
    }
  });

  it('tells of an address that is none', async () => {
    serveIndexer({
      [ACCOUNT]: () => ({
        status: 400,
        body: {
          type: 'about:blank',
          title: 'no',
          status: 400,
          detail: 'an address is SS58',
          code: 'BODY_INVALID',
        },
      }),
    });
    open();
    expect((await screen.findByRole('alert', {}, WAIT)).textContent).toContain('an address is SS58');
  });
});
