import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { peerIdFromPrivateKey } from '@libp2p/peer-id';
import { BanList } from '../../../src/adapters/libp2p/ban-list.ts';
import { loadOrCreatePeerKey } from '../../../src/adapters/libp2p/peer-key.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';

describe('the peer key', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'dx-key-'));
  });
  afterEach(() => rm(dir, { recursive: true }));

  it('is made once, for the owner alone, and stays the same', async () => {
    const path = join(dir, 'new', 'peer.key');
    const first = await loadOrCreatePeerKey(path);
    const second = await loadOrCreatePeerKey(path);
    expect(peerIdFromPrivateKey(second).toString()).toBe(peerIdFromPrivateKey(first).toString());
    expect((await stat(path)).mode & 0o077).toBe(0);
  });

  it('is never replaced when it cannot be read', async () => {
    const path = join(dir, 'peer.key');
    await writeFile(path, 'no key');
    await expect(loadOrCreatePeerKey(path)).rejects.toMatchObject({ code: 'DX_STORE', data: { path } });
    await expect(loadOrCreatePeerKey(dir)).rejects.toMatchObject({ code: 'DX_STORE' });
    await writeFile(join(dir, 'file'), '');
    await expect(loadOrCreatePeerKey(join(dir, 'file', 'peer.key'))).rejects.toMatchObject({
      code: 'DX_STORE',
    });
    expect(await readFile(path, 'utf8')).toBe('no key');
  });
});

describe('a ban', () => {
  it('ends after its time', () => {
    const clock = new FakeClock();
    const bans = new BanList({ clock, banMs: 1_000 });
    bans.add('peer');
    expect(bans.has('peer')).toBe(true);
    expect(bans.has('other')).toBe(false);
    clock.advance(1_000);
    expect(bans.has('peer')).toBe(false);
    bans.add('other');
    expect(bans.has('other')).toBe(true);
  });
});
