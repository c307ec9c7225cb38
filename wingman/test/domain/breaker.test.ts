import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type BreakerEvent,
  type BreakerLimits,
  type BreakerState,
  CLOSED,
  type Fault,
  transition,
} from '../../src/domain/breaker.ts';

const LIMITS: BreakerLimits = { faults: 3, windowMs: 100, coolDownMs: 50 };
const fault = (at: number, subject = `s${at}`, kind: Fault['kind'] = 'failure'): BreakerEvent => ({
  type: 'fault',
  fault: { kind, at, subject },
});
const after = (events: readonly [number, BreakerEvent][], limits = LIMITS): BreakerState =>
  events.reduce((state, [now, event]) => transition(state, event, now, limits), CLOSED);
const faultsAt = (...times: number[]) => times.map((at): [number, BreakerEvent] => [at, fault(at)]);

describe('a circuit breaker', () => {
  it('opens at so many faults in the window', () => {
    expect(after(faultsAt(1, 2)).state).toBe('closed');
    expect(after(faultsAt(1, 2, 3))).toMatchObject({ state: 'open', since: 3, until: 53 });
    expect(after(faultsAt(1, 2, 102)).state).toBe('closed');
  });

  it('counts the same thing once, and opens at a slash or a changed file alone', () => {
    expect(after([1, 2, 3].map((at) => [at, fault(at, 'request 1')])).state).toBe('closed');
    expect(after([[1, fault(1, 'slash', 'slash')]]).state).toBe('open');
    expect(after([[1, fault(1, 'file', 'file')]]).state).toBe('open');
  });

  it('tries again after its cool-down, which further faults begin anew, and never by itself without one', () => {
    const opened = faultsAt(1, 2, 3);
    expect(after([...opened, [52, { type: 'tick' }]]).state).toBe('open');
    expect(after([...opened, [53, { type: 'tick' }]])).toMatchObject({ state: 'halfOpen', since: 53 });
    expect(after([...opened, ...faultsAt(40), [53, { type: 'tick' }]])).toMatchObject({ until: 90 });
    const byHand = { ...LIMITS, coolDownMs: null };
    expect(after([...opened, [1e12, { type: 'tick' }]], byHand)).toMatchObject({
      state: 'open',
      until: null,
    });
    expect(after([...opened, [4, { type: 'reset' }]], byHand)).toEqual(CLOSED);
  });

  it('closes when what it tries works, and opens again when it does not', () => {
    const trying: [number, BreakerEvent][] = [...faultsAt(1, 2, 3), [60, { type: 'tick' }]];
    expect(after([...trying, [61, { type: 'success' }]])).toEqual(CLOSED);
    expect(after([...trying, ...faultsAt(61)])).toMatchObject({ state: 'open', since: 61, until: 111 });
    expect(after([...faultsAt(1, 2, 3), [4, { type: 'success' }]]).state).toBe('open');
  });

  it('remembers no more faults than it takes to open, whatever comes', () => {
    const event = fc.oneof(
      fc.record({ type: fc.constant('fault' as const), subject: fc.nat(9) }),
      fc.record({ type: fc.constantFrom('success' as const, 'tick' as const, 'reset' as const) }),
    );
    const run = fc.property(fc.array(fc.tuple(fc.nat(40), event)), (steps) => {
      let [now, state]: [number, BreakerState] = [0, CLOSED];
      for (const [wait, step] of steps) {
        now += wait;
        state = transition(state, 'subject' in step ? fault(now, `${step.subject}`) : step, now, LIMITS);
        expect(state.faults.length).toBeLessThanOrEqual(LIMITS.faults);
        if (state.state === 'closed') expect(state.faults.length).toBeLessThan(LIMITS.faults);
      }
    });
    fc.assert(run);
  });
});
