import { orAborted } from '../domain/or-aborted.ts';
import type { PeerRef } from '../ports/blob-peers.ts';

/** Sources one at a time; who stops waiting for the next one loses none. */
export class SourceFeed {
  readonly #found: AsyncIterator<PeerRef>;
  #coming: Promise<IteratorResult<PeerRef>> | undefined;

  constructor(found: AsyncIterator<PeerRef>) {
    this.#found = found;
  }

  /** Undefined when there are no more. Throws the signal's reason, or what finding them failed with. */
  async next(signal: AbortSignal): Promise<PeerRef | undefined> {
    this.#coming ??= this.#found.next();
    const { value, done } = await orAborted(this.#coming, signal);
    this.#coming = undefined;
    return done === true ? undefined : value;
  }
}
