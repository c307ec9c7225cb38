import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { checkFiles } from '../src/files.ts';
import { type DevnetState, prepareState, readState, removeState, writeState } from '../src/state-file.ts';

const folder = () => join(mkdtempSync(join(tmpdir(), 'airo-state-')), '.airo');
const state: DevnetState = {
  pid: process.pid,
  chain: { url: 'ws://x', genesisHash: '0x' },
  dx: [],
  wingmen: [],
  cockpit: { url: 'http://127.0.0.1:3' },
  indexer: { url: 'http://x' },
};
/** Above the largest process number that Linux gives. */
const NOBODY = 2 ** 22 + 1;

describe('the state folder', () => {
  it('tells where a running devnet is, until that stops', () => {
    const at = folder();
    prepareState(at);
    expect(readState(at)).toBeUndefined();
    writeState(at, state);
    expect(readState(at)).toEqual(state);
    removeState(at);
    expect(readState(at)).toBeUndefined();
  });

  it('refuses a second devnet beside a living one and takes over from a dead one', () => {
    const at = folder();
    prepareState(at);
    writeState(at, state);
    expect(() => prepareState(at)).toThrow(expect.objectContaining({ code: 'DEVNET_RUNNING' }));
    writeState(at, { ...state, pid: NOBODY });
    expect(readState(at)).toBeUndefined();
    prepareState(at);
  });

  it('without an indexer is one of a running market, too', () => {
    const at = folder();
    prepareState(at);
    const { indexer: _, ...found } = state;
    writeFileSync(join(at, 'devnet.json'), JSON.stringify(found));
    expect(readState(at)).toEqual(found);
  });

  it('with a state file of another kind counts as not running', () => {
    const at = folder();
    prepareState(at);
    writeFileSync(join(at, 'devnet.json'), '{"pid":1}');
    expect(readState(at)).toBeUndefined();
  });
});

describe('files of the checkout', () => {
  it('that are missing are all named before anything starts', () => {
    expect(() => checkFiles(['/no/such/a', '/no/such/b'])).toThrow(
      expect.objectContaining({
        code: 'FILE_MISSING',
        message: expect.stringMatching(/such\/a[\s\S]*such\/b/),
      }),
    );
  });
});
