export const FAULT_KINDS = ['failure', 'timeout', 'slash', 'file'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** These open it alone. */
const GRAVE: readonly FaultKind[] = ['slash', 'file'];

/** Something that went wrong by the provider's own doing; `file`: a model's file was changed by somebody else. */
export interface Fault {
  readonly kind: FaultKind;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** What it is about; the same thing counts once, though a block is read again. */
  readonly subject: string;
}

export type BreakerState =
  | { readonly state: 'closed'; readonly faults: readonly Fault[] }
  /** No bids. `until` null: only a reset by hand ends it. */
  | {
      readonly state: 'open';
      readonly since: number;
      readonly until: number | null;
      readonly faults: readonly Fault[];
    }
  /** One bid at a time, until an answer shows that it works again. */
  | { readonly state: 'halfOpen'; readonly since: number; readonly faults: readonly Fault[] };

export type BreakerEvent =
  | { readonly type: 'fault'; readonly fault: Fault }
  /** An answer is on chain. */
  | { readonly type: 'success' }
  | { readonly type: 'tick' }
  | { readonly type: 'reset' };

export interface BreakerLimits {
  /** So many faults in the window open it; a slash or a changed file opens it alone. */
  readonly faults: number;
  readonly windowMs: number;
  /** null: until it is reset by hand. */
  readonly coolDownMs: number | null;
}

export const CLOSED: BreakerState = { state: 'closed', faults: [] };

/** The state after an event. Returns the same object when nothing changed. */
export function transition(
  state: BreakerState,
  event: BreakerEvent,
  now: number,
  limits: BreakerLimits,
): BreakerState {
  switch (event.type) {
    case 'reset':
      return state.state === 'closed' && state.faults.length === 0 ? state : CLOSED;
    case 'success':
      return state.state === 'halfOpen' ? CLOSED : state;
    case 'tick': {
      const isOver = state.state === 'open' && state.until !== null && now >= state.until;
      return isOver ? { state: 'halfOpen', since: now, faults: state.faults } : state;
    }
    case 'fault':
      return withFault(state, event.fault, now, limits);
  }
}

function withFault(state: BreakerState, fault: Fault, now: number, limits: BreakerLimits): BreakerState {
  const isKnown = state.faults.some(({ kind, subject }) => kind === fault.kind && subject === fault.subject);
  if (isKnown) return state;
  const recent = state.faults.filter(({ at }) => at > now - limits.windowMs);
  // More than it takes to open says nothing new.
  const faults = [...recent, fault].slice(-Math.max(limits.faults, 1));
  const until = limits.coolDownMs === null ? null : now + limits.coolDownMs;
  if (state.state === 'open') return { ...state, until, faults };
  const opens = state.state === 'halfOpen' || GRAVE.includes(fault.kind) || faults.length >= limits.faults;
  return opens ? { state: 'open', since: now, until, faults } : { state: 'closed', faults };
}
