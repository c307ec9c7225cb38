import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from '../../src/app/app.tsx';
import { LOCAL_ENDPOINTS } from '../../src/settings/endpoints.ts';
import { serveIndexer, someModel } from '../support/fake-indexer.ts';

const models = [
  someModel(),
  someModel({ id: 1, manifest: null, lastPrice: null, prices: [], bestP95Ms: null }),
];
const page = (items: unknown[], next: string | null = null) => ({ body: { items, next } });
const open = () => render(<App endpoints={LOCAL_ENDPOINTS} />);

describe('the catalogue', () => {
  beforeEach(() => {
    window.location.hash = '#/';
    localStorage.clear();
  });
  afterEach(cleanup);

  it('shows each model with price, royalty, speed and owner', async () => {
    serveIndexer({ '/v1/models': () => page(models) });
    open();
    const card = (await screen.findByRole('heading', { name: 'fashion-resnet20' })).closest('article');
    const text = within(card as HTMLElement);
    for (const seen of ['0.008', '0.001', '12 ms', 'for sale', '2 providers', 'vision'])
      expect(text.getAllByText(seen, { exact: false }).length).toBeGreaterThan(0);
    expect(text.getByRole('img').getAttribute('aria-label')).toBe(
      'prices of its last 2 agreements: from 0.01 to 0.008 AIRO',
    );
    expect(screen.getByRole('heading', { name: 'Model 1' })).toBeTruthy();
    expect(screen.getByText('not sold yet')).toBeTruthy();
  });

  it('asks for what is searched, sorted and filtered, and keeps it in the link', async () => {
    const asked = serveIndexer({ '/v1/models': () => page(models) });
    open();
    await screen.findByRole('heading', { name: 'fashion-resnet20' });
    await userEvent.type(screen.getByLabelText('Search'), 'fashion');
    await userEvent.selectOptions(screen.getByLabelText('Sort'), 'Cheapest');
    await userEvent.selectOptions(screen.getByLabelText('Status'), 'All');
    await waitFor(() =>
      expect(
        asked.some(
          (path) => /search=fashion/.test(path) && /sort=cheapest/.test(path) && !/status/.test(path),
        ),
      ).toBe(true),
    );
    expect(window.location.hash).toContain('q=fashion');
    expect(window.location.hash).toContain('sort=cheapest');
  });

  it('says that nothing fits, and goes back to all', async () => {
    serveIndexer({ '/v1/models': (query) => page(query.get('search') ? [] : models) });
    window.location.hash = '#/?q=nothing';
    open();
    await userEvent.click(await screen.findByRole('button', { name: /show all/i }));
    expect(await screen.findByRole('heading', { name: 'fashion-resnet20' })).toBeTruthy();
  });

  it('says that nothing is for sale yet', async () => {
    serveIndexer({ '/v1/models': () => page([]) });
    open();
    expect(await screen.findByText('No model is for sale yet')).toBeTruthy();
  });

  it('says what to do when what answers is no indexer, and tries again', async () => {
    serveIndexer({ '/v1/models': () => ({ body: { items: 'nonsense' } }) });
    open();
    expect((await screen.findByRole('alert')).textContent).toMatch(/indexer.*Settings/);
  });

  it('shows more models page by page', async () => {
    serveIndexer({
      '/v1/models': (query) => (query.get('cursor') === 'two' ? page([models[1]]) : page([models[0]], 'two')),
    });
    open();
    await userEvent.click(await screen.findByRole('button', { name: 'More models' }));
    expect(await screen.findByRole('heading', { name: 'Model 1' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'More models' })).toBeNull();
  });
});

it('a link that leads nowhere says so, and leads to the catalogue', async () => {
  serveIndexer({ '/v1/models': () => page(models) });
  window.location.hash = '#/nowhere';
  open();
  await userEvent.click(await screen.findByRole('link', { name: 'To the catalogue' }));
  expect(await screen.findByRole('heading', { name: 'fashion-resnet20' })).toBeTruthy();
  cleanup();
});
