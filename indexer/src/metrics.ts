import { registerGauge } from '@airo/program';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export interface Metrics {
  readonly registry: Registry;
  wrote(blocks: number, seconds: number): void;
  answered(route: string, status: number, seconds: number): void;
}

/** What Prometheus reads. @param live figures that are looked up when asked for */
export function createMetrics(live: { head: () => number; streams: () => number }): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const blocks = new Counter({ name: 'indexer_blocks_total', help: 'finalised blocks written', registers });
  const writes = new Histogram({
    name: 'indexer_write_seconds',
    help: 'time of one transaction that writes blocks',
    buckets: SECONDS,
    registers,
  });
  const requests = new Histogram({
    name: 'indexer_request_seconds',
    help: 'time of REST requests',
    labelNames: ['route', 'status'],
    buckets: SECONDS,
    registers,
  });
  registerGauge(registry, 'indexer_head', 'number of the last block in the index', live.head);
  registerGauge(registry, 'indexer_streams', 'live event streams that are open', live.streams);

  return {
    registry,
    wrote(count, seconds) {
      blocks.inc(count);
      writes.observe(seconds);
    },
    answered: (route, status, seconds) => requests.observe({ route, status: String(status) }, seconds),
  };
}
