import { registerGauge } from '@airo/program';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { ExecutionObserver } from './pipeline/execution/context.ts';
import { ORDER_REASON_NAMES, type OrderReason, stageOf } from './schemas/order-reasons.ts';

const STAGE_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const ANSWER_BLOCKS = [1, 2, 3, 4, 6, 8, 12, 20, 50, 100];
const BATCH_MS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000];

export interface Metrics {
  readonly registry: Registry;
  readonly execution: ExecutionObserver;
  orderEnded(reason: OrderReason): void;
  head(number: number): void;
}

/** What Prometheus reads. @param live figures that are looked up when asked for */
export function createMetrics(live: {
  capacityUsed: () => number;
  modelMemory: () => number;
  openOrders: () => number;
}): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const orders = new Counter({
    name: 'wingman_orders_total',
    help: 'orders by how they ended here',
    labelNames: ['stage', 'reason'],
    registers,
  });
  // A series for each reason from the start: a rate of what never happened yet is 0, not missing.
  for (const reason of ORDER_REASON_NAMES) orders.inc({ stage: stageOf(reason), reason }, 0);
  const inferences = new Counter({
    name: 'wingman_inferences_total',
    help: 'inferences computed',
    registers,
  });
  const batches = new Histogram({
    name: 'wingman_batch_milliseconds',
    help: 'time of one run of a model, waiting for its turn included',
    buckets: BATCH_MS,
    registers,
  });
  const requests = new Counter({
    name: 'wingman_requests_total',
    help: 'requests by what was brought to the chain',
    labelNames: ['how'],
    registers,
  });
  const stages = new Histogram({
    name: 'wingman_stage_seconds',
    help: 'time that each stage between a request and its answer took, for what one job had at once',
    labelNames: ['stage'],
    buckets: STAGE_SECONDS,
    registers,
  });
  const waits = new Histogram({
    name: 'wingman_answer_blocks',
    help: 'blocks from a request to its answer',
    buckets: ANSWER_BLOCKS,
    registers,
  });
  const head = new Gauge({ name: 'wingman_best_block', help: 'number of the best block', registers });
  registerGauge(
    registry,
    'wingman_capacity_used',
    'share of the machine that is sold, 0 to 1',
    live.capacityUsed,
  );
  registerGauge(
    registry,
    'wingman_model_memory_bytes',
    'memory that loaded models take, as estimated',
    live.modelMemory,
  );
  registerGauge(registry, 'wingman_open_orders', 'orders that are considered or bid on', live.openOrders);

  return {
    registry,
    execution: {
      inferred: (units, ms) => {
        inferences.inc(units);
        batches.observe(ms);
      },
      ended: (how, count) => requests.inc({ how }, count),
      took: (stage, ms) => stages.observe({ stage }, ms / 1_000),
      answered: (blocks) => waits.observe(blocks),
    },
    orderEnded: (reason) => orders.inc({ stage: stageOf(reason), reason }),
    head: (number) => head.set(number),
  };
}
