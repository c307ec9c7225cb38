import type { GenericEventData } from '@polkadot/types';
import type { EventRecord } from '@polkadot/types/interfaces';
import { decodeEvent } from '../codec/events.ts';
import type { BlockEvents, ChainEvent } from '../model/events.ts';
import type { Hex } from '../model/ids.ts';
import type { Connection } from '../runtime/connection.ts';
import { plainFields } from '../runtime/plain.ts';
import type { RuntimeHistory } from '../runtime/runtime-history.ts';

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
  #key: Hex | undefined;

  constructor(connection: Connection, history: RuntimeHistory) {
    this.#connection = connection;
    this.#history = history;
  }

  /**
   * @param parent the block before it, when that is known: spares a request
   * @throws ChainError STATE_PRUNED when the node has dropped the block's state
   */
  async read(hash: Hex, parent?: Hex): Promise<readonly RawEvent[]> {
    const { api, request } = this.#connection;
    this.#key ??= api.query.system?.events?.key() as Hex;
    const [stored, maker] = await Promise.all([
      request<Hex | null>('state_getStorage', [this.#key, hash]),
      parent === undefined ? this.#history.makerOf(hash) : this.#history.runtimeAt(parent),
    ]);
    if (!stored) return [];
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
