import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { Relay } from '../../../src/pipeline/follow/relay.ts';
import type { Job } from '../../../src/ports/queue.ts';
import { silent } from '../../fakes/rig.ts';

const TURNS = 30;
const depth = { inference: 0, publish: 0, settle: 0 };

describe('the relay', () => {
  it('looks again after each nudge, however it falls on the end of the look before', async () => {
    let looks = 0;
    const store = {
      jobsTaken: async () => 0,
      resetJobs: async () => {},
      takeJobs: async (): Promise<readonly Job[]> => {
        looks += 1;
        return [];
      },
    };
    const queue = { add: async () => {}, depth: async () => depth };
    const relay = new Relay({ store, queue, log: silent });
    for (let turns = 0; turns < TURNS; turns++) {
      relay.nudge();
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      const before = looks;
      relay.nudge();
      // Long after everything that was under way.
      await setImmediate();
      expect({ turns, looked: looks > before }).toEqual({ turns, looked: true });
    }
  });

  it('tries again with the next nudge what went wrong', async () => {
    const added: string[] = [];
    const job: Job = { id: 'a', queue: 'settle', data: { agreement: 1 } };
    let broken = true;
    const store = {
      jobsTaken: async () => 0,
      resetJobs: async () => {},
      takeJobs: async () => {
        if (broken) throw new TypeError('no database');
        return [job];
      },
    };
    const add = async (jobs: readonly Job[]) => void added.push(...jobs.map(({ id }) => id));
    const relay = new Relay({ store, queue: { add, depth: async () => depth }, log: silent });
    relay.nudge(7);
    await relay.idle();
    broken = false;
    relay.nudge();
    await relay.idle();
    expect(added).toEqual(['a']);
    expect(relay.head).toBe(7);
  });
});
