import type { GenericEventData } from '@polkadot/types';
import type { EventRecord } from '@polkadot/types/interfaces';
import { decodeEvent } from '../codec/events.ts';
import type { BlockEvents, ChainEvent } from '../model/events.ts';
import type { Hex } from '../model/ids.ts';
import type { Connection } from '../runtime/connection.ts';
import { plainFields } from '../runtime/plain.ts';
import type { RuntimeAt, RuntimeHistory } from '../runtime/runtime-history.ts';
import type { Run, Step } from './walk-blocks.ts';

/** Events of so few digits are kept as they were decoded, for the last few that differed. */
const SHORT_HEX = 1_024;
const KEPT_DECODED = 16;

/** An event as the runtime left it. */
export interface RawEvent {
  /** Number of the extrinsic in its block; null for what the block itself did. */
  readonly extrinsic: number | null;
  /** As in `ChainEvent`: `balances`. */
  readonly pallet: string;
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly decoded: ChainEvent;
}

/** Reads events with the metadata of the runtime that made the block. */
export class BlockEventReader {
  readonly #connection: Connection;
  readonly #history: RuntimeHistory;
  readonly #decoded = new Map<string, readonly RawEvent[]>();
  readonly #runs = new WeakMap<Run, Promise<readonly [RuntimeAt, RuntimeAt]>>();
  #key: Hex | undefined;

  constructor(connection: Connection, history: RuntimeHistory) {
    this.#connection = connection;
    this.#history = history;
  }

  /**
   * @param step the block's place on the walk, when that is known: spares requests
   * @throws ChainError STATE_PRUNED when the node has dropped the block's state
   */
  async read(hash: Hex, step?: Pick<Step, 'parent' | 'run'>): Promise<readonly RawEvent[]> {
    const { api, request } = this.#connection;
    this.#key ??= api.query.system?.events?.key() as Hex;
    const [stored, maker] = await Promise.all([
      request<Hex | null>('state_getStorage', [this.#key, hash]),
      step === undefined ? this.#history.makerOf(hash) : this.#runtimeOf(step),
    ]);
    if (!stored) return [];
    const key = `${maker.version} ${stored}`;
    const known = this.#decoded.get(key);
    if (known) return known;
    const events = await this.#decode(stored, maker);
    // Blocks without transactions have the same events all.
    if (stored.length <= SHORT_HEX) this.#decoded.set(key, events);
    if (this.#decoded.size > KEPT_DECODED) this.#decoded.delete(this.#decoded.keys().next().value ?? '');
    return events;
  }

  /** What made the block. A run whose ends have the same runtime has it everywhere: versions only grow. */
  async #runtimeOf({ parent, run }: Pick<Step, 'parent' | 'run'>): Promise<RuntimeAt> {
    if (!run) return this.#history.runtimeAt(parent);
    let ends = this.#runs.get(run);
    if (!ends) {
      ends = Promise.all([this.#history.runtimeAt(run.from), this.#history.runtimeAt(run.to)]);
      this.#runs.set(run, ends);
    }
    const [first, last] = await ends;
    return first.version === last.version ? last : this.#history.runtimeAt(parent);
  }

  async #decode(stored: Hex, maker: RuntimeAt): Promise<readonly RawEvent[]> {
    const registry = await this.#history.registryOf(maker);
    const records = registry.createType('Vec<FrameSystemEventRecord>', stored) as unknown;
    return [...(records as Iterable<EventRecord>)].map(readRecord);
  }
}

function readRecord({ phase, event }: EventRecord): RawEvent {
  const { names } = event.data as unknown as GenericEventData;
  const data = plainFields(names, event.data);
  const raw = {
    extrinsic: phase.isApplyExtrinsic ? phase.asApplyExtrinsic.toNumber() : null,
    pallet: event.section,
    name: event.method,
    data,
  };
  return { ...raw, decoded: decodeEvent(raw.pallet, raw.name, data) };
}

export function toBlockEvents(
  step: { block: BlockEvents['block']; parent: Hex },
  finality: BlockEvents['finality'],
  events: readonly RawEvent[],
): BlockEvents {
  return {
    block: step.block,
    parent: step.parent,
    finality,
    events: events.map(({ extrinsic, decoded }) => ({ extrinsic, event: decoded })),
  };
}
