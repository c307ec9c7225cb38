import { Counter, Gauge, type Registry } from 'prom-client';
import { type BreakerState, FAULT_KINDS, type FaultKind } from './domain/breaker.ts';
import { BIDDING_MODES } from './pipeline/guard/bot-control.ts';
import type { Guard } from './pipeline/guard/guard.ts';

const LEVELS: Readonly<Record<BreakerState['state'], number>> = { closed: 0, halfOpen: 1, open: 2 };

/** What keeps the bot from bidding, for Prometheus. Labels are models that are served here, and words of this program. */
export function registerGuardMetrics(registry: Registry, guard: Guard): { fault(kind: FaultKind): void } {
  const registers = [registry];
  const faults = new Counter({
    name: 'wingman_faults_total',
    help: 'what the circuit breaker counts: own failures, time-outs, slashes, changed model files',
    labelNames: ['kind'],
    registers,
  });
  for (const kind of FAULT_KINDS) faults.inc({ kind }, 0);
  new Gauge({
    name: 'wingman_breaker_state',
    help: 'circuit breaker of a model, or of all: 0 closed, 1 half open, 2 open',
    labelNames: ['model'],
    registers,
    collect() {
      for (const [key, { state }] of guard.breaker.list()) this.set({ model: String(key) }, LEVELS[state]);
    },
  });
  new Gauge({
    name: 'wingman_bidding_mode',
    help: '1 for the mode the bot is in',
    labelNames: ['mode'],
    registers,
    collect() {
      for (const mode of BIDDING_MODES) this.set({ mode }, mode === guard.control.current.mode ? 1 : 0);
    },
  });
  return { fault: (kind) => faults.inc({ kind }) };
}
