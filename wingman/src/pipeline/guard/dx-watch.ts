import type { Blob, Hex } from '@airo/chain-types';
import { codeOf } from '@airo/program';
import type { Blobs, Fetched } from '../../ports/blobs.ts';

/** So many failures one after the other are no chance. */
const FAILURES = 3;
/** What it is tried with whether the node is well again: the same bytes always, so that Dx holds them once. */
const PROBE = new TextEncoder().encode('Is this dx-node well? Asks a Wingman.');

/** Content by hash, and whether there is anybody who gives and takes it. */
export class DxWatch implements Blobs {
  readonly #blobs: Blobs;
  readonly #report: (detail: string | null) => void;
  /** One after the other. A node may give and not take, or the other way round. */
  readonly #failures = { get: 0, put: 0 };

  /** @param report what is wrong, or null when all is well */
  constructor(blobs: Blobs, report: (detail: string | null) => void) {
    this.#blobs = blobs;
    this.#report = report;
  }

  async get(hash: Hex, maxBytes: number, signal?: AbortSignal): Promise<Fetched> {
    const fetched = await this.#blobs.get(hash, maxBytes, signal);
    this.#saw('get', !fetched.ok && fetched.why === 'away' ? fetched.detail : null);
    return fetched;
  }

  async put(bytes: Uint8Array): Promise<Blob> {
    try {
      const blob = await this.#blobs.put(bytes);
      this.#saw('put', null);
      return blob;
    } catch (error) {
      if (codeOf(error) === 'DX_AWAY') this.#saw('put', (error as Error).message);
      throw error;
    }
  }

  /** Whether it is well again. A node that is well is not asked. */
  async probe(): Promise<void> {
    if (!this.#isAway) return;
    try {
      const { hash, size } = await this.#blobs.put(PROBE);
      const fetched = await this.#blobs.get(hash, Number(size));
      if (!fetched.ok) return;
      this.#saw('put', null);
      this.#saw('get', null);
    } catch (error) {
      if (codeOf(error) !== 'DX_AWAY') throw error;
    }
  }

  get #isAway(): boolean {
    return Math.max(this.#failures.get, this.#failures.put) >= FAILURES;
  }

  #saw(way: 'get' | 'put', detail: string | null): void {
    const was = this.#isAway;
    this.#failures[way] = detail === null ? 0 : this.#failures[way] + 1;
    if (this.#isAway !== was) this.#report(detail);
  }
}
