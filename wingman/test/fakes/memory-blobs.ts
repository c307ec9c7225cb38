import { createHash } from 'node:crypto';
import type { Blob, Hex } from '@airo/chain-types';
import { WingmanError } from '../../src/errors.ts';
import type { Blobs, Fetched } from '../../src/ports/blobs.ts';

/** Content that is there at once, with switches for when it isn't. */
export class MemoryBlobs implements Blobs {
  readonly held = new Map<Hex, Uint8Array>();
  puts = 0;
  down = false;

  async get(hash: Hex, maxBytes: number): Promise<Fetched> {
    const bytes = this.held.get(hash);
    if (this.down) return { ok: false, why: 'away', detail: 'fake: down' };
    if (!bytes) return { ok: false, why: 'unavailable', detail: 'fake: not here' };
    return bytes.byteLength > maxBytes ? { ok: false, why: 'too-large' } : { ok: true, bytes };
  }

  async put(bytes: Uint8Array): Promise<Blob> {
    if (this.down) throw new WingmanError('DX_AWAY', 'fake: down', {});
    this.puts++;
    const hash: Hex = `0x${createHash('sha256').update(bytes).digest('hex')}`;
    this.held.set(hash, Uint8Array.from(bytes));
    return { hash, size: BigInt(bytes.byteLength) };
  }
}
