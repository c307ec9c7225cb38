import type { EndpointFault, ModelId } from '@airo/chain-types';
import type { Clock, Logger } from '@airo/program';
import { formatAiro } from '../../domain/amount.ts';
import type { Chain } from '../../ports/chain.ts';
import type { Disk } from '../../ports/disk.ts';
import type { Store } from '../../ports/store.ts';
import type { AlertDesk } from '../alerts/alert-desk.ts';
import type { ServedModels } from '../model/served-models.ts';
import { readFees } from '../pricing/fees.ts';
import type { Hindrances } from './hindrances.ts';

const EVERY_MS = 5_000;
/** Free money is to pay for so many bids and answers. */
const TRANSACTIONS_AHEAD = 20n;
const MAX_CLOCK_ERROR_MS = 60_000;
/** Of an endpoint that gives no blocks at all. */
const MUTE: readonly EndpointFault[] = ['unreachable', 'silent'];
const MIB = 1024 * 1024;

export interface AlarmInit {
  readonly alert: AlertDesk['raise'];
  readonly hindrances: Hindrances;
  readonly chain: Pick<Chain, 'purse' | 'time' | 'constants' | 'endpoints'>;
  readonly store: Pick<Store, 'meanFees'>;
  readonly served: ServedModels;
  readonly disk: Disk;
  readonly dx: { probe(): Promise<void> };
  readonly clock: Clock;
  readonly log: Logger;
  /** Whether blocks came, and come no more. */
  readonly isChainLost: () => boolean;
}

/**
 * Looks after what bids and answers need besides the model: chain, money, disk, Dx and the time. Tells once that something
 * is wrong, and again only after it was well.
 */
export class Alarms {
  readonly #init: AlarmInit;
  readonly #failed = new Set<ModelId>();
  #isLost = false;
  #isClockOff = false;

  constructor(init: AlarmInit) {
    this.#init = init;
  }

  /** Looks every few seconds until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, log } = this.#init;
    while (!signal.aborted) {
      await this.look().catch((error) => log.error({ err: error }, 'not all could be looked after'));
      await clock.wait(EVERY_MS, signal).catch(() => {});
    }
  }

  async look(): Promise<void> {
    const { alert, isChainLost, dx } = this.#init;
    const isLost = isChainLost();
    if (isLost !== this.#isLost) {
      alert(isLost ? 'CHAIN_LOST' : 'CHAIN_BACK', '', isLost ? 'no new block' : 'blocks come again');
    }
    this.#isLost = isLost;
    this.#lookAtModels();
    this.lookAtEndpoint();
    await Promise.all([this.#lookAtDisk(), dx.probe(), isLost ? null : this.#lookAtChain()]);
  }

  /** What stands in a block of long ago, or of a fork, is nothing to bid by. One that doesn't answer tells of no orders. */
  lookAtEndpoint(): void {
    const { hindrances, chain } = this.#init;
    const used = chain.endpoints.find(({ inUse }) => inUse);
    const fault = used?.fault && !MUTE.includes(used.fault.fault) ? used.fault : null;
    hindrances.report('ENDPOINT_FAULT', fault && `RPC endpoint ${used?.name}: ${fault.detail}`);
  }

  /** What can't be read now is looked at next time; a chain that is lost is told above. */
  async #lookAtChain(): Promise<void> {
    await this.#lookAtMoney().catch(() => {});
    await this.#lookAtClock().catch(() => {});
  }

  /** One that fails is tried again at once: only `ready` means that it is well. */
  #lookAtModels(): void {
    const { alert, served } = this.#init;
    for (const model of served.list()) {
      if (model.state === 'ready') this.#failed.delete(model.id);
      if (model.state !== 'failed' || this.#failed.has(model.id)) continue;
      this.#failed.add(model.id);
      alert('MODEL_UNAVAILABLE', `model ${model.id}`, `${model.code}: ${model.reason}`);
    }
  }

  async #lookAtMoney(): Promise<void> {
    const { hindrances, chain, store } = this.#init;
    const [free, { perBid, perRequest }] = await Promise.all([chain.purse(), readFees(store)]);
    const needed = chain.constants.existentialDeposit + (perBid + perRequest) * TRANSACTIONS_AHEAD;
    const isPoor = free < needed;
    const detail = `${formatAiro(free)} AIRO are free, ${formatAiro(needed)} are needed for fees: pay some in`;
    hindrances.report('OUT_OF_MONEY', isPoor ? detail : null);
  }

  async #lookAtDisk(): Promise<void> {
    const { hindrances, disk } = this.#init;
    const free = await disk.freeBytes();
    const isFull = free < disk.minBytes;
    const left = `${disk.name} has ${Math.floor(free / MIB)} MiB left, ${Math.ceil(disk.minBytes / MIB)} are needed`;
    hindrances.report('DISK_FULL', isFull ? `${left}: make room, or lower --min-disk` : null);
  }

  /** Deadlines are counted in blocks, whatever the clock says; fees of the day, alerts and signed quotes need it. */
  async #lookAtClock(): Promise<void> {
    const { alert, chain, clock, log } = this.#init;
    const off = clock.now() - (await chain.time());
    const isOff = Math.abs(off) > MAX_CLOCK_ERROR_MS;
    if (isOff && !this.#isClockOff) {
      const side = off > 0 ? 'ahead of' : 'behind';
      const detail = `the clock of this machine is ${Math.round(Math.abs(off) / 1_000)} s ${side} the time of blocks: set it by NTP; if it is right, the node is not in sync, or the chain is one for development whose blocks come early. Bids and answers go on, counted in blocks; signed quotes may be refused`;
      log.warn(detail);
      alert('CLOCK_OFF', '', detail);
    }
    this.#isClockOff = isOff;
  }
}
