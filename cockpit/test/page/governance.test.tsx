import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { LOCAL_ENDPOINTS } from '../../src/settings/endpoints.ts';
import { MEMBER, someChain, someCouncil } from '../support/fake-chain.ts';
import { serveIndexer } from '../support/fake-indexer.ts';

let connect: () => Promise<unknown>;
// The client alone would bring a socket; everything behind it is the page's own.
jest.unstable_mockModule('../../src/chain/connect.ts', () => ({ connect: () => connect() }));
const { App } = await import('../../src/app/app.tsx');

const WAIT = { timeout: 20_000 };
const open = (path: string) => {
  window.location.hash = `#${path}`;
  render(<App endpoints={LOCAL_ENDPOINTS} />);
};
const signIn = () =>
  localStorage.setItem(
    'airo.account',
    JSON.stringify({ kind: 'dev', address: MEMBER, name: 'Alice', uri: '//Alice' }),
  );
const away = () => Promise.reject(Object.assign(new Error('no node answers'), { code: 'CHAIN_UNAVAILABLE' }));

beforeEach(() => {
  localStorage.clear();
  serveIndexer({});
  connect = async () => someChain(someCouncil);
});
afterEach(cleanup);

describe('the parameters', () => {
  it('stand there in plain words with units', async () => {
    open('/network/parameters');
    const row = (await screen.findByText('Commission', {}, WAIT)).closest('tr') as HTMLElement;
    expect(within(row).getByText('1 %')).toBeTruthy();
    expect(within(row).getByText('Marketplace.Commission')).toBeTruthy();
    expect(screen.getAllByText('1 min (20 blocks) to 10 min (200 blocks)')).toHaveLength(4);
  });

  it('come by themselves when the chain that was away is there', async () => {
    connect = away;
    open('/network/parameters');
    expect((await screen.findByRole('alert', {}, { timeout: 60_000 })).textContent).toContain(
      'The chain does not answer',
    );
    connect = async () => someChain(someCouncil);
    expect(await screen.findByText('Marketplace.Commission', {}, { timeout: 60_000 })).toBeTruthy();
  });
});

describe('a proposal', () => {
  it('says what it would change, who is for it and how long it may be voted on', async () => {
    open('/network/governance');
    expect(await screen.findByRole('heading', { name: 'No. 3: Commission to 2 %' }, WAIT)).toBeTruthy();
    await screen.findByText('Now: 1 %', {}, WAIT);
    expect(screen.getByText(/1 of 2 votes wanted in favour, 0 against.*Voting ends in 10 min/)).toBeTruthy();
    expect(screen.getByText(/Only members of the council propose and vote/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Vote in favour' })).toBeNull();
  });

  it('is voted on by a member, who sees first what the vote does', async () => {
    signIn();
    open('/network/governance');
    await userEvent.click(await screen.findByRole('button', { name: 'Vote in favour' }, WAIT));
    const dialog = within(await screen.findByRole('dialog', {}, WAIT));
    expect(dialog.getByText('no. 3: Commission to 2 %')).toBeTruthy();
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull(), WAIT);
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('that enough have voted for can be closed by anybody', async () => {
    connect = async () => someChain(() => someCouncil({ threshold: 1 }));
    signIn();
    open('/network/governance');
    expect(await screen.findByText('accepted', {}, WAIT)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Close and carry out' }));
    expect(await screen.findByText('It was accepted: what it says is done.', {}, WAIT)).toBeTruthy();
  });

  it('of another kind shows the call it would make', async () => {
    connect = async () =>
      someChain(() => someCouncil({ call: 'treasury.spend', args: { amount: 5n }, change: null }));
    open('/network/governance');
    expect(await screen.findByRole('heading', { name: 'No. 3: treasury.spend' }, WAIT)).toBeTruthy();
    expect(screen.getByText(/"amount": "5"/)).toBeTruthy();
  });

  it('is made by a member: wrong values are told, right ones are shown before anything is signed', async () => {
    connect = async () => someChain(() => ({ ...someCouncil(), motions: [] }));
    signIn();
    open('/network/governance');
    expect(await screen.findByText('Nothing is being voted on', {}, WAIT)).toBeTruthy();
    const value = await screen.findByLabelText('New value', {}, WAIT);
    await userEvent.clear(value);
    await userEvent.type(value, '101');
    await userEvent.click(screen.getByRole('button', { name: 'Propose' }));
    expect(await screen.findByText('What is wanted: per cent, from 0 to 100')).toBeTruthy();
    await userEvent.clear(value);
    await userEvent.type(value, '2.5');
    await userEvent.click(screen.getByRole('button', { name: 'Propose' }));
    const dialog = within(await screen.findByRole('dialog', {}, WAIT));
    expect(dialog.getByText('2.5 %')).toBeTruthy();
    expect(dialog.getByText('2 of 3')).toBeTruthy();
  });
});

describe('a block', () => {
  it('shows its hash and that it is final', async () => {
    serveIndexer({ '/v1/activity': () => ({ body: { items: [], next: null } }) });
    open('/blocks/90');
    expect(await screen.findByText('final', {}, WAIT)).toBeTruthy();
    expect(await screen.findByText('Nothing happened on the market in this block', {}, WAIT)).toBeTruthy();
  });
});
