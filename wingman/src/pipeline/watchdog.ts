import type { EndpointState } from '@airo/chain-types';
import type { Clock } from '@airo/program';
import type { ServedModels } from './model/served-models.ts';

/** So many block times without a block mean that the chain, or the way to it, is lost. */
const SILENT_BLOCKS = 4;

/** Whether the bot can work: what it must have seen lately. */
export class Watchdog {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #blockTimeMs: number;
  readonly #endpoints: () => readonly EndpointState[];
  #head = 0;
  #lastBlockAt: number | null = null;

  constructor(
    clock: Pick<Clock, 'now'>,
    blockTimeMs: number,
    endpoints: () => readonly EndpointState[] = () => [],
  ) {
    this.#endpoints = endpoints;
    this.#clock = clock;
    this.#blockTimeMs = blockTimeMs;
  }

  /** Number of the best block. */
  get head(): number {
    return this.#head;
  }

  sawBlock(head: number): void {
    this.#head = head;
    this.#lastBlockAt = this.#clock.now();
  }

  /** Blocks came once, and come no more. */
  get isSilent(): boolean {
    const last = this.#lastBlockAt;
    return last !== null && this.#clock.now() - last > SILENT_BLOCKS * this.#blockTimeMs;
  }

  readiness(served: ServedModels): { ok: boolean; reasons: string[] } {
    const reasons: string[] = [];
    const last = this.#lastBlockAt;
    if (last === null) reasons.push('no block has been seen yet');
    else if (this.isSilent) {
      reasons.push(`no new block for ${Math.round((this.#clock.now() - last) / 1_000)} s`);
    }
    // Of an endpoint that has a fault and is still in use no better one is known.
    for (const { name, inUse, fault } of this.#endpoints()) {
      if (inUse && fault) reasons.push(`RPC endpoint ${name}: ${fault.detail}`);
    }
    for (const model of served.list()) {
      if (model.state === 'loading') reasons.push(`model ${model.id} is being loaded`);
      if (model.state === 'failed' || model.state === 'away')
        reasons.push(`model ${model.id}: ${model.reason}`);
    }
    return { ok: reasons.length === 0, reasons };
  }
}
