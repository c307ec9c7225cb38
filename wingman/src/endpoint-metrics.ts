import { ENDPOINT_FAULTS, type EndpointState } from '@airo/chain-types';
import { Counter, Gauge, type Registry } from 'prom-client';

/** What Prometheus reads of the ways to the chain, looked up when asked for. */
export function registerEndpointMetrics(registry: Registry, endpoints: () => readonly EndpointState[]): void {
  const registers = [registry];
  const labelNames = ['endpoint'] as const;
  new Gauge({
    name: 'wingman_chain_endpoint_in_use',
    help: '1 for the RPC endpoint in use, 0 for the others',
    labelNames,
    registers,
    collect() {
      for (const { name, inUse } of endpoints()) this.set({ endpoint: name }, inUse ? 1 : 0);
    },
  });
  new Gauge({
    name: 'wingman_chain_endpoint_head',
    help: 'number of the block that an RPC endpoint last told of, by finality',
    labelNames: ['endpoint', 'finality'],
    registers,
    collect() {
      for (const { name, best, finalised } of endpoints()) {
        if (best !== null) this.set({ endpoint: name, finality: 'best' }, best);
        if (finalised !== null) this.set({ endpoint: name, finality: 'finalised' }, finalised);
      }
    },
  });
  new Gauge({
    name: 'wingman_chain_endpoint_fault',
    help: '1 for what is wrong with an RPC endpoint, 0 for what is not',
    labelNames: ['endpoint', 'fault'],
    registers,
    collect() {
      for (const { name, fault } of endpoints()) {
        for (const kind of ENDPOINT_FAULTS) {
          this.set({ endpoint: name, fault: kind }, fault?.fault === kind ? 1 : 0);
        }
      }
    },
  });
  new Counter({
    name: 'wingman_chain_endpoint_left_total',
    help: 'how often an RPC endpoint was left for another, by its fault',
    labelNames: ['endpoint', 'fault'],
    registers,
    collect() {
      this.reset();
      for (const { name, left } of endpoints()) {
        for (const kind of ENDPOINT_FAULTS) this.inc({ endpoint: name, fault: kind }, left[kind] ?? 0);
      }
    },
  });
}
