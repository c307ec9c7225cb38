import type { Clock } from '@airo/program';
import type { WsProvider } from '@polkadot/api';
import { ChainError } from '../errors.ts';
import type { Hex } from '../model/ids.ts';
import {
  choose,
  type EndpointFault,
  type EndpointLimits,
  type Judgement,
  judge,
  type Seen,
} from './judge.ts';
import { Line } from './line.ts';

/** At the start the first endpoints of the list get so long to answer before one further down is taken. */
const PREFERENCE_MS = 2_000;
/** How often endpoints are looked at until one is in use. */
const FIRST_LOOKS_MS = 50;
/** And while the one in use has no connection. */
const MENDING_LOOKS_MS = 250;

/** An RPC endpoint as it is seen now. */
export interface EndpointState {
  /** Without path, query or user, which may hold a key. */
  readonly name: string;
  readonly inUse: boolean;
  /** null until it has answered. */
  readonly best: number | null;
  readonly finalised: number | null;
  readonly fault: Judgement | null;
  /** How often it was left, and why. */
  readonly left: Readonly<Partial<Record<EndpointFault, number>>>;
}

/** One endpoint was left for another. */
export interface EndpointSwitch {
  readonly from: string;
  readonly to: string;
  readonly fault: EndpointFault;
  readonly detail: string;
}

/** Looks after the ways to several endpoints of one chain, and says which to use. */
export class EndpointKeeper {
  readonly #lines: readonly Line[];
  readonly #init: {
    readonly clock: Clock;
    readonly limits: EndpointLimits;
    readonly everyMs: number;
    readonly use: (socket: WsProvider) => void;
    readonly onSwitch: (change: EndpointSwitch) => void;
  };
  readonly #left = new Map<Line, Partial<Record<EndpointFault, number>>>();
  readonly #stop = new AbortController();
  #present: number | null = null;
  #judgements: readonly (Judgement | null)[] = [];
  #seen: Seen = { genesis: null, best: 0, finalised: null };

  constructor(init: {
    readonly endpoints: readonly string[];
    readonly clock: Clock;
    readonly limits: EndpointLimits;
    /** Milliseconds between two looks. */
    readonly everyMs: number;
    /** The socket to use from now on, or again when it has opened or ended. */
    readonly use: (socket: WsProvider) => void;
    readonly onSwitch: (change: EndpointSwitch) => void;
  }) {
    this.#init = init;
    const { now } = init.clock;
    const { silenceMs } = init.limits;
    this.#lines = init.endpoints.map((endpoint) => {
      const changed = () => this.#changed(endpoint);
      return new Line(endpoint, { now, silenceMs, changed });
    });
  }

  /**
   * Looks until it is closed; never rejects but for endpoints that serve different chains at the start.
   * @throws ChainError ENDPOINTS_DISAGREE
   */
  async run(): Promise<void> {
    const { clock, everyMs } = this.#init;
    const { signal } = this.#stop;
    const startedAt = clock.now();
    while (!signal.aborted) {
      for (const line of this.#lines) void line.look(this.#seen.finalised).catch(() => {});
      await clock.wait(Math.min(everyMs, this.#patienceMs), signal).catch(() => {});
      if (signal.aborted) return;
      if (this.#present === null) this.#begin(clock.now() - startedAt);
      else this.#decide();
    }
  }

  get states(): readonly EndpointState[] {
    return this.#lines.map((line, place) => ({
      name: nameOf(line.endpoint),
      inUse: place === this.#present,
      best: line.view.sighting?.best ?? null,
      finalised: line.view.sighting?.finalised.number ?? null,
      fault: this.#judgements[place] ?? null,
      left: this.#left.get(line) ?? {},
    }));
  }

  /** URL of the endpoint in use; of the first one before there is any. */
  get endpoint(): string {
    return this.#lines[this.#present ?? 0]?.endpoint ?? '';
  }

  close(): void {
    this.#stop.abort();
    for (const line of this.#lines) line.close();
  }

  get #patienceMs(): number {
    if (this.#present === null) return FIRST_LOOKS_MS;
    return this.#lines[this.#present]?.socket.isOpen ? Number.POSITIVE_INFINITY : MENDING_LOOKS_MS;
  }

  #begin(waitedMs: number): void {
    const isUndecided = this.#lines.some(({ view }) => !view.sighting);
    if (isUndecided && waitedMs < PREFERENCE_MS) return;
    const sightings = this.#lines.flatMap(({ endpoint, view }) =>
      view.sighting ? [{ endpoint, genesis: view.sighting.genesis }] : [],
    );
    const [first] = sightings;
    if (!first) return;
    if (sightings.some(({ genesis }) => genesis !== first.genesis)) throw disagreement(sightings);
    this.#decide();
  }

  #decide(): void {
    const { clock, limits, onSwitch } = this.#init;
    this.#note();
    const now = clock.now();
    this.#judgements = this.#lines.map(({ view }) => judge(view, this.#seen, limits, now));
    // What never answered is well as far as is known, and no place to go to.
    const options = this.#judgements.map(
      (each, place): Judgement | null =>
        each ??
        (this.#lines[place]?.view.sighting ? null : { fault: 'unreachable', detail: 'not heard yet' }),
    );
    const next = choose(this.#present, options);
    if (next === null || next === this.#present) return;
    const [from, to] = [this.#lines[this.#present ?? next], this.#lines[next]];
    const why = options[this.#present ?? next];
    const wasInUse = this.#present !== null;
    this.#present = next;
    if (!from || !to) return;
    this.#init.use(to.socket.provider);
    if (!wasInUse || !why) return;
    const left = this.#left.get(from) ?? {};
    this.#left.set(from, { ...left, [why.fault]: (left[why.fault] ?? 0) + 1 });
    onSwitch({ from: nameOf(from.endpoint), to: nameOf(to.endpoint), ...why });
  }

  /** Takes the highest blocks of endpoints that answer and are of this chain. */
  #note(): void {
    for (const { view } of this.#lines) {
      const { sighting } = view;
      if (!sighting) continue;
      const genesis = this.#seen.genesis ?? sighting.genesis;
      const { finalised: known } = this.#seen;
      const { atFinalised, finalised, best } = sighting;
      const isForked = atFinalised?.hash && atFinalised.hash !== atFinalised.asked.hash;
      if (sighting.genesis !== genesis || isForked) continue;
      this.#seen = {
        genesis,
        best: Math.max(this.#seen.best, best),
        finalised: known && known.number >= finalised.number ? known : finalised,
      };
    }
  }

  #changed(endpoint: string): void {
    const present = this.#lines?.[this.#present ?? -1];
    if (present?.endpoint !== endpoint) return;
    this.#init.use(present.socket.provider);
    if (!present.socket.isOpen) this.#decide();
  }
}

/** Scheme, host and port alone. */
function nameOf(endpoint: string): string {
  const { protocol, host } = new URL(endpoint);
  return `${protocol}//${host}`;
}

function disagreement(found: readonly { readonly endpoint: string; readonly genesis: Hex }[]): ChainError {
  const list = found.map(({ endpoint, genesis }) => `${nameOf(endpoint)} ${genesis}`).join(', ');
  return new ChainError(
    'ENDPOINTS_DISAGREE',
    `the endpoints serve different chains: name only those of one chain (genesis of each: ${list})`,
    { genesis: found.map(({ genesis }) => genesis) },
  );
}
