import { keyToDigest } from '../../src/domain/key.ts';
import { ManifestBuilder } from '../../src/domain/manifest.ts';
import type { GetHeader, GetRequest } from '../../src/domain/wire/get-codec.ts';
import { DxError } from '../../src/errors.ts';
import type { BlobPeers, GetAnswer, PeerRef } from '../../src/ports/blob-peers.ts';
import type { ContentRouter } from '../../src/ports/content-router.ts';
import type { DxKey } from '../../src/schemas/key.ts';

/** How a peer behaves; what isn't said is honest. */
export interface FakePeer {
  id: string;
  blobs: Map<DxKey, Buffer>;
  connected: boolean;
  /** Changes what is sent from `offset` on; the manifest stays honest. */
  distort?: (bytes: Buffer, offset: number) => Buffer;
  /** Sends these bytes, with a manifest that fits them. */
  lie?: Buffer;
  /** Breaks off when this many bytes of a body were sent. */
  breaksAfterBytes?: number;
  /** Stands still, for ever, when this many bytes of a body were sent. */
  stallsAfterBytes?: number;
  /** Says busy this many times. */
  busyTimes?: number;
  header?: Partial<GetHeader>;
}

/** Other nodes as the pipeline sees them, all in one object. */
export class FakeNetwork implements BlobPeers, ContentRouter {
  readonly #peers = new Map<string, FakePeer>();
  readonly banned: { id: string; reason: string }[] = [];
  readonly requests: { peer: string; request: GetRequest }[] = [];
  readonly announced: DxKey[] = [];
  /** Own provider records, those of an earlier run among them. */
  readonly records = new Set<DxKey>();
  readonly withdrawn: DxKey[] = [];
  lookups = 0;
  lookupsStopped = 0;
  /** Peers that take note of an announcement. */
  audience = 1;
  /** Resolves before a body is sent, so that a test can hold it. */
  gate: Promise<void> = Promise.resolve();

  add(
    id: string,
    init: Partial<Omit<FakePeer, 'id' | 'blobs'>> & { holds?: readonly [DxKey, Buffer][] } = {},
  ): void {
    const { holds = [], ...rest } = init;
    this.#peers.set(id, { id, blobs: new Map(holds), connected: true, ...rest });
  }

  connected(): PeerRef[] {
    return [...this.#peers.values()].filter((peer) => peer.connected && !this.isBanned(peer));
  }

  async have(peer: PeerRef, keys: readonly DxKey[]): Promise<boolean[]> {
    const { blobs, lie } = this.#of(peer);
    return keys.map((key) => lie !== undefined || blobs.has(key));
  }

  async get(peer: PeerRef, request: GetRequest, signal: AbortSignal): Promise<GetAnswer> {
    this.requests.push({ peer: peer.id, request });
    const fake = this.#of(peer);
    if ((fake.busyTimes ?? 0) > 0) {
      fake.busyTimes = (fake.busyTimes ?? 0) - 1;
      return answer({ status: 'busy', size: 0, bodyLength: 0 }, Buffer.alloc(0));
    }
    const blob = fake.lie ?? fake.blobs.get(request.key);
    if (blob === undefined) return answer({ status: 'not-found', size: 0, bodyLength: 0 }, Buffer.alloc(0));
    const body =
      request.kind === 'manifest'
        ? hashesOf(blob, request.key, fake.lie !== undefined)
        : slice(fake, blob, request);
    const header: GetHeader = {
      status: 'ok',
      size: blob.byteLength,
      bodyLength: body.byteLength,
      ...fake.header,
    };
    return answer(header, body, { gate: this.gate, signal, ...fake });
  }

  ban(peer: PeerRef, reason: string): void {
    this.banned.push({ id: peer.id, reason });
  }

  isBanned(peer: PeerRef): boolean {
    return this.banned.some(({ id }) => id === peer.id);
  }

  canLookUp(): boolean {
    return this.#peers.size > 0;
  }

  async *findProviders(key: DxKey, signal: AbortSignal): AsyncGenerator<PeerRef[]> {
    this.lookups += 1;
    signal.addEventListener('abort', () => {
      this.lookupsStopped += 1;
    });
    for (const peer of this.#peers.values()) {
      if (peer.lie !== undefined || peer.blobs.has(key)) yield [{ id: peer.id }];
    }
  }

  async provide(key: DxKey): Promise<number> {
    this.announced.push(key);
    this.records.add(key);
    return this.audience;
  }

  async *provided(): AsyncGenerator<DxKey> {
    yield* this.records;
  }

  async withdraw(key: DxKey): Promise<void> {
    this.withdrawn.push(key);
    this.records.delete(key);
  }

  #of({ id }: PeerRef): FakePeer {
    const peer = this.#peers.get(id);
    if (peer === undefined) throw new DxError('DX_UNAVAILABLE', `${id} can't be reached`, { peer: id });
    return peer;
  }
}

function slice(fake: FakePeer, blob: Buffer, { offset, length }: GetRequest): Buffer {
  const bytes = Buffer.from(blob.subarray(offset, Math.min(blob.byteLength, offset + length)));
  return fake.distort?.(bytes, offset) ?? bytes;
}

function hashesOf(blob: Buffer, key: DxKey, lies: boolean): Buffer {
  const builder = new ManifestBuilder();
  builder.update(blob);
  const { manifest } = builder.finish();
  return lies && manifest.hashes.byteLength === 0
    ? Buffer.from(keyToDigest(key))
    : Buffer.from(manifest.hashes);
}

const PIECE_BYTES = 100_000;

function answer(
  header: GetHeader,
  bytes: Buffer,
  init: {
    gate?: Promise<void>;
    signal?: AbortSignal;
    breaksAfterBytes?: number;
    stallsAfterBytes?: number;
  } = {},
): GetAnswer {
  async function* body(): AsyncGenerator<Uint8Array> {
    await init.gate;
    for (let sent = 0; sent < bytes.byteLength; sent += PIECE_BYTES) {
      if (init.signal?.aborted) throw new DxError('DX_UNAVAILABLE', 'aborted', {});
      if (init.breaksAfterBytes !== undefined && sent >= init.breaksAfterBytes) {
        throw new DxError('DX_UNAVAILABLE', 'broke off', {});
      }
      if (init.stallsAfterBytes !== undefined && sent >= init.stallsAfterBytes) {
        await new Promise((_resolve, reject) => {
          init.signal?.addEventListener('abort', () => reject(new DxError('DX_UNAVAILABLE', 'aborted', {})));
        });
      }
      yield bytes.subarray(sent, sent + PIECE_BYTES);
    }
  }
  return { header, body: body(), cancel: () => undefined };
}
