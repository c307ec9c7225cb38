import type { Clock } from '@airo/program';
import type { ConnectionGater } from '@libp2p/interface';

/** Peers that are shut out, and until when. In memory: a restart gives everyone another chance. */
export class BanList {
  readonly #until = new Map<string, number>();
  readonly #clock: Clock;
  readonly #banMs: number;

  constructor(init: { clock: Clock; banMs: number }) {
    this.#clock = init.clock;
    this.#banMs = init.banMs;
  }

  add(peerId: string): void {
    const now = this.#clock.now();
    for (const [peer, until] of this.#until) if (until <= now) this.#until.delete(peer);
    this.#until.set(peerId, now + this.#banMs);
  }

  has(peerId: string): boolean {
    return (this.#until.get(peerId) ?? 0) > this.#clock.now();
  }

  /** Refuses connections from and to the banned. */
  gater(): ConnectionGater {
    return {
      denyDialPeer: (peerId) => this.has(peerId.toString()),
      denyInboundEncryptedConnection: (peerId) => this.has(peerId.toString()),
      denyOutboundEncryptedConnection: (peerId) => this.has(peerId.toString()),
      // Private addresses are what a devnet and a LAN have; libp2p's default in browsers refuses them.
      denyDialMultiaddr: () => false,
    };
  }
}
