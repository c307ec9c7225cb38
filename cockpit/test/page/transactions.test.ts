import { describe, expect, it } from '@jest/globals';
import { explain } from '../../src/errors/explain.ts';
import { isPending, nextTray, type TrayItem } from '../../src/transactions/tray.ts';

const item = (id: number): TrayItem => ({ id, title: `t${id}`, at: 0, state: { kind: 'signing' } });

describe('the tray', () => {
  it('follows each transaction, newest first, and forgets only those that ended', () => {
    let tray = nextTray(nextTray([], { type: 'added', item: item(1) }), { type: 'added', item: item(2) });
    expect(tray.map(({ id }) => id)).toEqual([2, 1]);
    tray = nextTray(tray, { type: 'moved', id: 1, state: { kind: 'final', block: 7 } });
    expect(tray.filter(isPending).map(({ id }) => id)).toEqual([2]);
    expect(nextTray(tray, { type: 'cleared' }).map(({ id }) => id)).toEqual([2]);
  });
});

describe('a failure', () => {
  it.each([
    ['CHAIN_UNAVAILABLE', /chain does not answer/],
    ['SIGNATURE_REFUSED', /did not sign/],
    ['TRANSACTION_UNPAID', /can not pay the fee/],
    ['DX_NOT_FOUND', /Dx/],
    ['INDEXER_UNREACHABLE', /indexer/],
  ])('%s is told in words, with what to do', (code, title) => {
    const told = explain({ code, message: 'raw' });
    expect(told.title).toMatch(title);
    expect(told.advice).not.toBe('');
  });

  it('of the runtime is told by its name and documentation', () => {
    const told = explain({
      code: 'DISPATCH_FAILED',
      data: { name: 'NotParty', docs: 'Only a party may.' },
      message: '',
    });
    expect(told).toMatchObject({ title: 'The chain refused it: NotParty', again: false });
    expect(told.advice).toContain('Only a party may.');
  });

  it.each([undefined, null, 'text', new TypeError('odd')])('%p that nobody knows is told too', (error) => {
    expect(explain(error).title).not.toBe('');
  });
});
