import type { Logger } from '@airo/program';
import { peerIdFromString } from '@libp2p/peer-id';
import { GET_PROTOCOL, HAVE_PROTOCOL } from '../../constants.ts';
import { Batcher } from '../../domain/batcher.ts';
import type { DxKey } from '../../domain/key.ts';
import { orAborted } from '../../domain/or-aborted.ts';
import { Slots } from '../../domain/slots.ts';
import {
  decodeGetHeader,
  encodeGetRequest,
  GET_HEADER_BYTES,
  type GetHeader,
  type GetRequest,
} from '../../domain/wire/get-codec.ts';
import { bitmapBytes, decodeBitmap, encodeHaveRequest, HAVE_MAX_KEYS } from '../../domain/wire/have-codec.ts';
import type { BlobPeers, GetAnswer, PeerRef } from '../../ports/blob-peers.ts';
import type { BanList } from './ban-list.ts';
import { type Exchange, openExchange, unavailable } from './exchange.ts';
import type { DxLibp2p } from './libp2p-node.ts';
import { sendAll } from './stream-writer.ts';

export interface Libp2pPeersInit {
  node: DxLibp2p;
  bans: BanList;
  logger: Logger;
  /** Streams that this node has open to one peer at once; more wait. */
  getsPerPeer: number;
  idleTimeoutMs: number;
}

/** Asks other nodes over libp2p streams, one question a stream. */
export class Libp2pPeers implements BlobPeers {
  readonly #init: Libp2pPeersInit;
  readonly #asking = new Map<string, Batcher<DxKey, boolean>>();
  readonly #slots = new Map<string, { slots: Slots; users: number }>();

  constructor(init: Libp2pPeersInit) {
    this.#init = init;
  }

  connected(): PeerRef[] {
    return this.#init.node
      .getPeers()
      .map((id) => ({ id: id.toString() }))
      .filter((peer) => !this.isBanned(peer));
  }

  async have(peer: PeerRef, keys: readonly DxKey[], signal: AbortSignal): Promise<boolean[]> {
    const asking = this.#asking.get(peer.id) ?? new Batcher((batch) => this.#ask(peer, batch), HAVE_MAX_KEYS);
    this.#asking.set(peer.id, asking);
    const answers = Promise.all(keys.map((key) => asking.ask(key)));
    try {
      return await orAborted(answers, signal);
    } catch (error) {
      throw unavailable(peer, error);
    } finally {
      if (asking.isIdle) this.#asking.delete(peer.id);
    }
  }

  async get(peer: PeerRef, request: GetRequest, signal: AbortSignal): Promise<GetAnswer> {
    const give = await this.#slot(peer, signal);
    let exchange: Exchange | undefined;
    try {
      exchange = await this.#open(peer, GET_PROTOCOL, signal);
      await sendAll(exchange.stream, encodeGetRequest(request), this.#init.idleTimeoutMs);
      const header = decodeGetHeader(await exchange.reader.read(GET_HEADER_BYTES));
      return answer(exchange, peer, header, give);
    } catch (error) {
      exchange?.fail(error);
      give();
      throw unavailable(peer, error);
    }
  }

  ban(peer: PeerRef, reason: string): void {
    const { bans, node, logger } = this.#init;
    logger.warn({ peer: peer.id, reason }, 'peer banned');
    bans.add(peer.id);
    // Not hung up in good order: that waits for streams which the other side may keep open for ever.
    for (const connection of node.getConnections(peerIdFromString(peer.id))) {
      connection.abort(new TypeError(`banned: ${reason}`));
    }
  }

  isBanned(peer: PeerRef): boolean {
    return this.#init.bans.has(peer.id);
  }

  async #ask(peer: PeerRef, keys: readonly DxKey[]): Promise<boolean[]> {
    const exchange = await this.#open(peer, HAVE_PROTOCOL, AbortSignal.timeout(this.#init.idleTimeoutMs));
    try {
      await sendAll(exchange.stream, encodeHaveRequest(keys), this.#init.idleTimeoutMs);
      const bitmap = await exchange.reader.read(bitmapBytes(keys.length));
      exchange.done();
      return decodeBitmap(bitmap, keys.length);
    } catch (error) {
      exchange.fail(error);
      throw error;
    }
  }

  async #open(peer: PeerRef, protocol: string, signal: AbortSignal): Promise<Exchange> {
    const { node, idleTimeoutMs } = this.#init;
    return openExchange(node, { peer, protocol, idleTimeoutMs, signal });
  }

  async #slot(peer: PeerRef, signal: AbortSignal): Promise<() => void> {
    const held = this.#slots.get(peer.id) ?? { slots: new Slots(this.#init.getsPerPeer), users: 0 };
    this.#slots.set(peer.id, held);
    held.users += 1;
    const leave = (): void => {
      held.users -= 1;
      if (held.users === 0) this.#slots.delete(peer.id);
    };
    try {
      const give = await held.slots.take(signal);
      let given = false;
      return () => {
        if (given) return;
        given = true;
        give();
        leave();
      };
    } catch (error) {
      leave();
      throw unavailable(peer, error);
    }
  }
}

/** The stream is ended however the answer ends, and then the slot given back. */
function answer(exchange: Exchange, peer: PeerRef, header: GetHeader, give: () => void): GetAnswer {
  const end = (failure?: unknown): void => {
    // A stream that closes still counts; given back before, the next one might be one too many for the connection.
    exchange.onClosed(give);
    if (failure === undefined) exchange.done();
    else exchange.fail(failure);
  };
  async function* body(): AsyncGenerator<Uint8Array> {
    let failure: unknown = unavailable(peer, 'left before its end');
    try {
      yield* exchange.reader.pieces(header.bodyLength);
      failure = undefined;
    } catch (error) {
      failure = unavailable(peer, error);
      throw failure;
    } finally {
      end(failure);
    }
  }
  return { header, body: body(), cancel: () => end(unavailable(peer, 'answer not wanted')) };
}
