import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseManifest, sha256 } from '@airo/wingman/schemas';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { LOCAL_ENDPOINTS } from '../../src/settings/endpoints.ts';
import { MEMBER } from '../support/fake-chain.ts';
import { OWNER, serveIndexer, someModel } from '../support/fake-indexer.ts';
import { someAccount } from '../support/fake-market.ts';
import { type FakeModel, someModelChain } from '../support/fake-models.ts';
import { takeUploads } from '../support/fake-upload.ts';

let state: FakeModel;
// The client alone would bring a socket; everything behind it is the page's own.
jest.unstable_mockModule('../../src/chain/connect.ts', () => ({
  connect: async () => someModelChain(() => state),
}));
const { App } = await import('../../src/app/app.tsx');

const WAIT = { timeout: 20_000 };
const DAY_MS = 86_400_000;
const open = (path: string) => {
  window.location.hash = `#${path}`;
  render(<App endpoints={LOCAL_ENDPOINTS} />);
};
const signInAs = (address: string, uri = address === OWNER ? '//Bob' : '//Alice') =>
  localStorage.setItem('airo.account', JSON.stringify({ kind: 'dev', address, name: uri.slice(2), uri }));

const income = (points: readonly { at: number; model: number; own: string; inherited: string }[]) => ({
  body: {
    bucketMs: DAY_MS,
    from: 0,
    to: 20 * DAY_MS,
    points: points.map((point) => ({ units: 10, ...point })),
  },
});
const page = (items: readonly unknown[]) => ({ body: { items, next: null } });
const serve = (points: Parameters<typeof income>[0] = []) =>
  serveIndexer({
    [`/v1/accounts/${OWNER}`]: () => ({ body: someAccount({ account: OWNER, models: 2, royalties: '0.5' }) }),
    [`/v1/accounts/${OWNER}/income`]: () => income(points),
    '/v1/models': () => page([someModel(), someModel({ id: 4, manifest: null, status: 'draft' })]),
    '/v1/models/0': () => ({ body: { ...someModel(), offers: [], document: null } }),
    '/v1/activity': () => page([]),
  });

beforeEach(() => {
  localStorage.clear();
  state = {};
  serve();
});
afterEach(cleanup);

describe('my models', () => {
  it('asks for an account first', async () => {
    open('/owner');
    expect(await screen.findByRole('button', { name: 'Choose an account' }, WAIT)).toBeTruthy();
  });

  it('shows models with their state, and what each brought, inherited royalties apart', async () => {
    signInAs(OWNER);
    serve([
      { at: 18 * DAY_MS, model: 0, own: '0.25', inherited: '0' },
      { at: 19 * DAY_MS, model: 4, own: '0.1', inherited: '0.15' },
    ]);
    open('/owner');
    const table = await screen.findByRole('table', { name: 'Royalties by model, newest first' }, WAIT);
    const [, newest, oldest] = within(table).getAllByRole('row');
    await waitFor(() => expect(oldest?.textContent).toContain('fashion-resnet20'), WAIT);
    expect(newest?.textContent).toMatch(/Model 4.*0\.1 AIRO.*0\.15 AIRO/);
    expect(screen.getByText('waits for attestations')).toBeTruthy();
    expect(screen.getByLabelText('Your models').textContent).toContain('0.5 AIRO');
  });

  it('says what would bring royalties where there are none', async () => {
    signInAs(OWNER);
    open('/owner');
    expect(await screen.findByText('No royalties yet', {}, WAIT)).toBeTruthy();
  });
});

describe('a model of mine', () => {
  beforeEach(() => signInAs(OWNER));

  it.each(['', '0', '-1', '1e3', '1.0000000000001', 'ten'])('takes %j for no price', async (text) => {
    open('/owner/models/0');
    const price = await screen.findByLabelText('Price in AIRO', {}, WAIT);
    if (text) await userEvent.type(price, text);
    await userEvent.click(screen.getByRole('button', { name: 'Offer for sale' }));
    expect(await screen.findByText(/^An amount of AIRO above 0/)).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('is offered for sale after the owner saw what that means, and taken off sale', async () => {
    open('/owner/models/0');
    await userEvent.type(await screen.findByLabelText('Price in AIRO', {}, WAIT), '250.5');
    await userEvent.click(screen.getByRole('button', { name: 'Offer for sale' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Offer the model for sale' }, WAIT));
    expect(dialog.getByText('250.5')).toBeTruthy();
    await userEvent.click(
      await waitFor(() => enabled(dialog.getByRole('button', { name: 'Sign and send' }))),
    );
    expect(await screen.findByText(/^Anybody can buy it for/, {}, WAIT)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Take off sale' }));
    const again = within(await screen.findByRole('dialog', { name: 'Take the model off sale' }, WAIT));
    await userEvent.click(await waitFor(() => enabled(again.getByRole('button', { name: 'Sign and send' }))));
    expect(await screen.findByText('It is not for sale.', {}, WAIT)).toBeTruthy();
  });

  it('is offered to one buyer alone', async () => {
    open('/owner/models/0');
    await userEvent.type(await screen.findByLabelText('Price in AIRO', {}, WAIT), '3');
    await userEvent.type(screen.getByLabelText('Only to this address'), 'nobody');
    await userEvent.click(screen.getByRole('button', { name: 'Offer for sale' }));
    expect(await screen.findByText(/^This is no address/, {}, WAIT)).toBeTruthy();
    await userEvent.clear(screen.getByLabelText('Only to this address'));
    await userEvent.type(screen.getByLabelText('Only to this address'), MEMBER);
    await userEvent.click(screen.getByRole('button', { name: 'Offer for sale' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Offer the model for sale' }, WAIT));
    expect(dialog.getByText('Who alone may buy it, at once')).toBeTruthy();
    await userEvent.click(
      await waitFor(() => enabled(dialog.getByRole('button', { name: 'Sign and send' }))),
    );
    await waitFor(() => expect(state).toMatchObject({ sale: 3_000_000_000_000n, buyer: MEMBER }), WAIT);
  });

  it('is retired and restored', async () => {
    open('/owner/models/0');
    await userEvent.click(await screen.findByRole('button', { name: 'Retire' }, WAIT));
    const dialog = within(await screen.findByRole('dialog', { name: 'Retire the model' }, WAIT));
    await userEvent.click(
      await waitFor(() => enabled(dialog.getByRole('button', { name: 'Sign and send' }))),
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Restore' }, WAIT));
    const again = within(await screen.findByRole('dialog', { name: 'Put the model back' }, WAIT));
    await userEvent.click(await waitFor(() => enabled(again.getByRole('button', { name: 'Sign and send' }))));
    expect(await screen.findByRole('button', { name: 'Retire' }, WAIT)).toBeTruthy();
  });

  it('has a royalty within the chain’s limits; a rise is told to take its time', async () => {
    open('/owner/models/0');
    const field = await screen.findByLabelText(/^New royalty/, {}, WAIT);
    await userEvent.type(field, '3');
    await userEvent.click(screen.getByRole('button', { name: 'Change the royalty' }));
    expect(await screen.findByText('An amount of AIRO from 0 to 1.')).toBeTruthy();
    await userEvent.clear(field);
    await userEvent.type(field, '0.5');
    await userEvent.click(screen.getByRole('button', { name: 'Change the royalty' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Change the royalty' }, WAIT));
    expect(dialog.getByText('in about 5 min')).toBeTruthy();
  });

  it('is given to an address after its owner saw that the income goes with it', async () => {
    state = { sale: 2_000_000_000_000n };
    open('/owner/models/0');
    const field = await screen.findByLabelText('New owner’s address', {}, WAIT);
    await userEvent.type(field, `${MEMBER.slice(0, -1)}1`);
    await userEvent.click(screen.getByRole('button', { name: 'Transfer the model' }));
    expect(await screen.findByText(/^This is no address/, {}, WAIT)).toBeTruthy();
    await userEvent.clear(field);
    await userEvent.type(field, OWNER);
    await userEvent.click(screen.getByRole('button', { name: 'Transfer the model' }));
    expect(await screen.findByText('It is yours already.', {}, WAIT)).toBeTruthy();
    await userEvent.clear(field);
    await userEvent.type(field, MEMBER);
    await userEvent.click(screen.getByRole('button', { name: 'Transfer the model' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Transfer the model' }, WAIT));
    expect(dialog.getByText('the royalty of every inference that is paid from then on')).toBeTruthy();
    expect(dialog.getByText('Your offer to sell it')).toBeTruthy();
    expect(dialog.getByText(/^It has brought so far/).parentElement?.textContent).toContain('0.1 AIRO');
    await userEvent.click(
      await waitFor(() => enabled(dialog.getByRole('button', { name: 'Sign and send' }))),
    );
    await waitFor(() => expect(state.given).toBe(MEMBER), WAIT);
    // It is somebody else's now.
    expect(await screen.findByText('Its owner does not offer it for sale.', {}, WAIT)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Transfer the model' })).toBeNull();
  });

  it('gets a new version: the newest manifest, changed; the file and its references stay', async () => {
    const manifest = readFileSync(
      join(import.meta.dirname, '../../../models/fashion-resnet20.manifest.json'),
    );
    const hash = await sha256(manifest);
    state = { waiting: { hash, size: BigInt(manifest.byteLength) } };
    const sent = new Map<string, Uint8Array>();
    takeUploads({ bytes: sent });
    const fetchOfIndexer = globalThis.fetch;
    globalThis.fetch = (input, init) =>
      String(input).endsWith(`/v1/blobs/${hash}`)
        ? Promise.resolve(new Response(Uint8Array.from(manifest)))
        : fetchOfIndexer(input, init);
    open('/owner/models/0');
    await userEvent.click(await screen.findByRole('button', { name: 'Write a new version' }, WAIT));
    const name = await screen.findByLabelText('Name', {}, WAIT);
    expect((name as HTMLInputElement).value).toBe('fashion-resnet20');
    expect(screen.queryByLabelText('Royalty in AIRO')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Publish version 3' }));
    expect(await screen.findByText(/^Nothing is changed yet/, {}, WAIT)).toBeTruthy();
    await userEvent.clear(name);
    await userEvent.type(name, 'fashion, told better');
    await userEvent.click(screen.getByRole('button', { name: 'Publish version 3' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Publish version 3' }, WAIT));
    expect(dialog.getByText('once 2 bonded providers have attested it')).toBeTruthy();
    expect(dialog.getByText('orders go on with version 1')).toBeTruthy();
    expect(dialog.getByText('Version 2, which waits')).toBeTruthy();
    await userEvent.click(
      await waitFor(() => enabled(dialog.getByRole('button', { name: 'Sign and send' }))),
    );
    await waitFor(() => expect(state.waiting?.hash).not.toBe(hash), WAIT);
    const described = sent.get(String(state.waiting?.hash));
    const before = parseManifest(manifest);
    expect(parseManifest(described ?? new Uint8Array())).toEqual({ ...before, name: 'fashion, told better' });
  });

  it('that nobody has is said to be missing', async () => {
    open('/owner/models/7');
    expect(await screen.findByText('There is no such model', {}, WAIT)).toBeTruthy();
  });
});

describe('a model of somebody else', () => {
  it('can be bought when it is for sale, and is then mine', async () => {
    signInAs(MEMBER);
    state = { sale: 2_000_000_000_000n };
    open('/owner/models/0');
    await userEvent.click(await screen.findByRole('button', { name: 'Buy the model' }, WAIT));
    const dialog = within(await screen.findByRole('dialog', { name: 'Buy the model' }, WAIT));
    await userEvent.click(
      await waitFor(() => enabled(dialog.getByRole('button', { name: 'Sign and send' }))),
    );
    expect(await screen.findByRole('button', { name: 'Retire' }, WAIT)).toBeTruthy();
  });

  it('shows no owner’s buttons, and that it is not for sale', async () => {
    signInAs(MEMBER);
    open('/owner/models/0');
    expect(await screen.findByText('Its owner does not offer it for sale.', {}, WAIT)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Retire' })).toBeNull();
  });
});

function enabled(button: HTMLElement): HTMLElement {
  expect((button as HTMLButtonElement).disabled).toBe(false);
  return button;
}
