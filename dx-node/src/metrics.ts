import { registerGauge } from '@airo/program';
import { Counter, collectDefaultMetrics, Registry } from 'prom-client';

/** What a node knows of itself at the moment it is asked. */
export interface MetricsSource {
  usage(): { blobs: number; bytes: number };
  peers(): number;
  fetchesRunning(): number;
  announcementsPending(): number;
}

export interface DxMetrics {
  readonly registry: Registry;
  readonly sentBytes: Counter;
}

/** Metrics of one node, in a registry of its own. */
export function createMetrics(source: MetricsSource): DxMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  registerGauge(registry, 'dx_blobs', 'Blobs held', () => source.usage().blobs);
  registerGauge(registry, 'dx_held_bytes', 'Bytes of all blobs held', () => source.usage().bytes);
  registerGauge(registry, 'dx_peers', 'Peers connected', () => source.peers());
  registerGauge(registry, 'dx_fetches_running', 'Fetches from the network under way', () =>
    source.fetchesRunning(),
  );
  registerGauge(registry, 'dx_announcements_pending', 'Blobs that no other node knows of yet', () =>
    source.announcementsPending(),
  );
  const sentBytes = new Counter({
    name: 'dx_sent_bytes_total',
    help: 'Bytes of blobs sent to peers',
    registers: [registry],
  });
  return { registry, sentBytes };
}
