import { setTimeout } from 'node:timers/promises';
import { seeded } from '@airo/wingman/simulation';
import type { BenchResult, Suite } from '../result.ts';
import { type Action, SoakLoad } from '../soak/load.ts';
import { type SoakedNode, startNode } from '../soak/nodes.ts';
import { slopeOf } from '../wingman/memory.ts';

const MINUTES = 20;
const NODES = 3;
const WORKERS = 4;
const SAMPLE_MS = 5_000;
const MINUTE_MS = 60_000;
const MIB = 2 ** 20;
/** What grows while nodes get going, caches and heap, doesn't count. */
const SETTLED_SHARE = 0.4;

interface Sample {
  readonly minutes: number;
  readonly memory: readonly { rss: number; held: number }[];
}

export const dxSoak: Suite = {
  name: 'dx-soak',
  about:
    'memory of three dx-nodes under mixed load: puts, gets, look-ups, deletes, gets given up (--minutes)',
  async run(say, signal, { minutes = MINUTES } = {}) {
    const nodes: SoakedNode[] = [];
    try {
      for (let index = 0; index < NODES; index += 1)
        nodes.push(await startNode(`node-${index + 1}`, nodes[0]?.multiaddrs ?? []));
      const load = new SoakLoad(nodes, seeded(7));
      const over = AbortSignal.any([signal, AbortSignal.timeout(minutes * MINUTE_MS)]);
      const working = Array.from({ length: WORKERS }, () => load.work(over));
      const samples = await sample(nodes, over, say);
      await Promise.all(working);
      signal.throwIfAborted();
      for (const [what, times] of load.failures) say(`  failed ${times} times: ${what}`);
      return [...memoryOf(nodes, samples), ...workOf(load, minutes)];
    } finally {
      await Promise.all(nodes.map((node) => node.stop()));
    }
  },
};

async function sample(
  nodes: readonly SoakedNode[],
  over: AbortSignal,
  say: (line: string) => void,
): Promise<Sample[]> {
  const samples: Sample[] = [];
  const began = performance.now();
  while (!over.aborted) {
    const memory = await Promise.all(nodes.map((node) => node.memory()));
    const minutes = (performance.now() - began) / MINUTE_MS;
    const before = samples.at(-1)?.minutes ?? 0;
    if (Math.floor(minutes) > Math.floor(before))
      say(
        `  after ${minutes.toFixed(0)} min: RSS ${memory.map(({ rss }) => rss.toFixed(0)).join(', ')} MiB, of it held ${memory.map(({ held }) => held.toFixed(0)).join(', ')}`,
      );
    samples.push({ minutes, memory });
    await setTimeout(SAMPLE_MS, undefined, { signal: over }).catch(() => undefined);
  }
  return samples;
}

function memoryOf(nodes: readonly SoakedNode[], samples: readonly Sample[]): readonly BenchResult[] {
  const from = (samples.at(-1)?.minutes ?? 0) * SETTLED_SHARE;
  const settled = samples.filter(({ minutes }) => minutes >= from);
  return nodes.flatMap(({ name }, index) => {
    const of = (each: Sample, what: 'rss' | 'held'): number => each.memory[index]?.[what] ?? Number.NaN;
    const slope = (what: 'rss' | 'held') =>
      slopeOf(settled.map((each) => [each.minutes, of(each, what)] as const));
    return [
      { name: `rss-slope-${name}`, value: slope('rss'), unit: 'MiB/min' },
      { name: `held-slope-${name}`, value: slope('held'), unit: 'MiB/min' },
      { name: `rss-most-${name}`, value: Math.max(...samples.map((each) => of(each, 'rss'))), unit: 'MiB' },
    ];
  });
}

function workOf(load: SoakLoad, minutes: number): readonly BenchResult[] {
  const names: Record<Action, string> = {
    put: 'puts',
    get: 'gets',
    lookup: 'lookups',
    delete: 'deletes',
    abortedGet: 'aborted-gets',
  };
  const failed = [...load.failures.values()].reduce((sum, times) => sum + times, 0);
  return [
    ...Object.entries(load.done).map(([action, times]) => ({
      name: names[action as Action],
      value: times,
      unit: '',
    })),
    { name: 'failed', value: failed, unit: '' },
    { name: 'got', value: load.gotBytes / MIB, unit: 'MiB' },
    { name: 'minutes', value: minutes, unit: 'min' },
  ];
}
