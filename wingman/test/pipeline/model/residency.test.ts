import { beforeEach, describe, expect, it } from '@jest/globals';
import { WingmanError } from '../../../src/errors.ts';
import { Residency } from '../../../src/pipeline/model/residency.ts';
import type { ResidentModel } from '../../../src/pipeline/model/resident-model.ts';
import type { LoadedModel } from '../../../src/ports/inference.ts';

const MIB = 1024 * 1024;
/** Of a model whose file has 10 MiB: 5 times that, and 48 MiB for its session. */
const EACH = 98 * MIB;

describe('the models of a machine', () => {
  let now: number;
  let unloaded: unknown[];
  let loads: string[];
  let open: Set<string>;
  let most: number;
  let running: Map<string, () => void>;
  let failing: string | null;
  beforeEach(() => {
    [now, unloaded, loads, open, most, running, failing] = [0, [], [], new Set(), 0, new Map(), null];
  });

  const machine = (changes: { memoryBytes?: number; threads?: number; idleMs?: number } = {}) =>
    new Residency({
      memoryBytes: 2 * EACH,
      threads: 8,
      idleMs: 1_000,
      ...changes,
      log: { info: (data: unknown) => unloaded.push(data) } as never,
      now: () => now,
    });
  const load = (name: string) => async (): Promise<LoadedModel> => {
    if (failing === name) throw new WingmanError('MODEL_LOAD_FAILED', 'no', {});
    loads.push(name);
    open.add(name);
    most = Math.max(most, open.size);
    return {
      hardware: `for ${name}`,
      run: async (inputs) => {
        if (inputs.length > 0) await new Promise<void>((resolve) => running.set(name, resolve));
        expect(open.has(name)).toBe(true);
        return [];
      },
      check: async () => {},
      close: async () => {
        open.delete(name);
      },
    };
  };
  const add = (residency: Residency, name: string, mib = 10, threads = 1): Promise<ResidentModel> => {
    now += 1;
    return residency.open(
      { name, fileBytes: mib * MIB, bytes: null, threads },
      { load: load(name), measure: null },
    );
  };
  const slow = [{ name: 'x', datatype: 'UINT8' as const, shape: [1], data: new Uint8Array(1) }];
  const turns = async () => {
    for (let i = 0; i < 20; i++) await Promise.resolve();
  };

  it('one that is larger than the whole budget is refused before it is loaded', async () => {
    await expect(add(machine(), 'huge', 100)).rejects.toMatchObject({
      code: 'MODEL_TOO_LARGE',
      message: 'huge takes about 548 MiB of memory, all models together may have 196 MiB',
    });
    expect(loads).toEqual([]);
  });

  it('more than fit take turns: the one that is longest unused goes, and comes back for its next run', async () => {
    const residency = machine();
    const [a, b] = [await add(residency, 'a'), await add(residency, 'b')];
    now = 10;
    await a.run([]);
    await add(residency, 'c');
    expect([...open].sort()).toEqual(['a', 'c']);
    expect(residency.memoryUsed).toBe(2 * EACH);
    await b.run([]);
    expect([...open].sort()).toEqual(['b', 'c']);
    expect(loads).toEqual(['a', 'b', 'c', 'b']);
    expect(most).toBe(2);
    expect(unloaded).toEqual([
      { model: 'b', why: 'c needs its room' },
      { model: 'a', why: 'b needs its room' },
    ]);
  });

  it('one that goes ends its runs first, and runs that come meanwhile wait for it to come back', async () => {
    const residency = machine({ memoryBytes: EACH });
    const a = await add(residency, 'a');
    const first = a.run(slow);
    await turns();
    const b = add(residency, 'b');
    await turns();
    const second = a.run([]);
    await turns();
    expect([...open]).toEqual(['a']);
    running.get('a')?.();
    await first;
    await b;
    await second;
    expect(loads).toEqual(['a', 'b', 'a']);
    expect(most).toBe(1);
  });

  it('ten models on a machine for two are never more than two, whatever order they run in', async () => {
    const residency = machine();
    const models: ResidentModel[] = [];
    for (let i = 0; i < 10; i++) models.push(await add(residency, `m${i}`));
    const runs = Array.from({ length: 200 }, (_, i) => models[(i * 7) % 10]?.run([]));
    await Promise.all(runs);
    expect(most).toBe(2);
    expect(residency.memoryUsed).toBeLessThanOrEqual(2 * EACH);
  });

  it('one that is idle for long is unloaded; looking at it neither keeps nor brings it', async () => {
    const residency = machine();
    const a = await add(residency, 'a');
    now += 900;
    await a.check();
    await residency.sweep();
    expect([...open]).toEqual(['a']);
    now += 200;
    await residency.sweep();
    expect([...open]).toEqual([]);
    expect(residency.memoryUsed).toBe(0);
    await a.check();
    expect([...open]).toEqual([]);
    expect(a.hardware).toBe('for a');
    await a.run([]);
    expect([...open]).toEqual(['a']);
  });

  describe('whose memory is measured', () => {
    let measures: unknown[];
    beforeEach(() => {
      measures = [];
    });
    const addMeasured = (
      residency: Residency,
      name: string,
      { file, takes, known }: { file: number; takes: number; known?: number },
    ): Promise<ResidentModel> => {
      now += 1;
      const measure = async () => {
        measures.push([name, residency.memoryUsed / MIB, [...open]]);
        return takes * MIB;
      };
      const bytes = known === undefined ? null : known * MIB;
      return residency.open(
        { name, fileBytes: file * MIB, bytes, threads: 1 },
        { load: load(name), measure },
      );
    };

    it('count with what they take, whatever their files are like', async () => {
      const residency = machine();
      await addMeasured(residency, 'a small file', { file: 1, takes: 150 });
      expect(residency.memoryUsed).toBe(150 * MIB);
      await addMeasured(residency, 'a large file', { file: 100, takes: 40 });
      expect([...open]).toEqual(['a large file']);
      await addMeasured(residency, 'another', { file: 1, takes: 150 });
      expect(residency.memoryUsed).toBe(190 * MIB);
    });

    it('are refused before they are loaded when they take more than there is', async () => {
      const residency = machine();
      await expect(addMeasured(residency, 'greedy', { file: 1, takes: 500 })).rejects.toMatchObject({
        code: 'MODEL_TOO_LARGE',
        message: 'greedy takes about 500 MiB of memory, all models together may have 196 MiB',
      });
      expect([loads, residency.memoryUsed]).toEqual([[], 0]);
    });

    it('are not even measured when their file alone is larger than the budget', async () => {
      const adding = addMeasured(machine(), 'huge', { file: 200, takes: 1 });
      await expect(adding).rejects.toMatchObject({ code: 'MODEL_TOO_LARGE' });
      expect(measures).toEqual([]);
    });

    it('are measured within the budget: others leave for as much as is estimated, or for all of it', async () => {
      const residency = machine();
      await addMeasured(residency, 'a', { file: 1, takes: 150 });
      await addMeasured(residency, 'b', { file: 10, takes: 30 });
      await addMeasured(residency, 'c', { file: 190, takes: 30 });
      expect(measures).toEqual([
        ['a', 53, []],
        ['b', 98, []],
        ['c', 196, []],
      ]);
      expect(residency.memoryUsed).toBe(30 * MIB);
    });

    it('are measured once: what is known from before counts', async () => {
      const residency = machine();
      const known = await addMeasured(residency, 'known', { file: 10, takes: 30, known: 60 });
      expect([measures, residency.memoryUsed, known.needs.bytes]).toEqual([[], 60 * MIB, 60 * MIB]);
    });

    it('hold nothing when they can not be measured', async () => {
      const residency = machine();
      const failing = residency.open(
        { name: 'a', fileBytes: MIB, bytes: null, threads: 1 },
        {
          load: load('a'),
          measure: () => Promise.reject(new WingmanError('MODEL_LOAD_FAILED', 'no', {})),
        },
      );
      await expect(failing).rejects.toMatchObject({ code: 'MODEL_LOAD_FAILED' });
      expect([loads, residency.memoryUsed]).toEqual([[], 0]);
    });
  });

  it('one that runs is not idle, however long it takes', async () => {
    const residency = machine();
    const a = await add(residency, 'a');
    const run = a.run(slow);
    await turns();
    now += 5_000;
    await residency.sweep();
    expect([...open]).toEqual(['a']);
    running.get('a')?.();
    await run;
  });

  it('share the threads: a run that needs more than are left waits', async () => {
    const residency = machine({ threads: 3 });
    const [a, b] = [await add(residency, 'a', 10, 2), await add(residency, 'b', 10, 2)];
    const [first, second] = [a.run(slow), b.run(slow)];
    await turns();
    expect([...running.keys()]).toEqual(['a']);
    running.get('a')?.();
    await first;
    await turns();
    running.get('b')?.();
    await second;
  });

  it('one that can not be loaded holds nothing, and is tried again at the next run', async () => {
    const residency = machine();
    failing = 'a';
    await expect(add(residency, 'a')).rejects.toMatchObject({ code: 'MODEL_LOAD_FAILED' });
    expect(residency.memoryUsed).toBe(0);
    failing = null;
    const a = await add(residency, 'a');
    now += 2_000;
    await residency.sweep();
    failing = 'a';
    await expect(a.run([])).rejects.toMatchObject({ code: 'MODEL_LOAD_FAILED' });
    failing = null;
    expect(await a.run([])).toEqual([]);
  });

  it('one that is closed gives its room back and runs no more', async () => {
    const residency = machine();
    const a = await add(residency, 'a');
    await a.close();
    await a.close();
    expect([[...open], residency.memoryUsed]).toEqual([[], 0]);
    await expect(a.run([])).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE' });
    await expect(a.check()).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE' });
  });
});
