import { describe, expect, it } from '@jest/globals';
import {
  choose,
  type EndpointFault,
  type EndpointView,
  type Judgement,
  judge,
  type Seen,
  type Sighting,
} from '../../src/endpoints/judge.ts';
import type { Hex } from '../../src/model/ids.ts';

const GENESIS: Hex = '0x0e';
const NOW = 1_000_000_000;
const LIMITS = { maxLag: 6, maxAgeMs: 60_000, silenceMs: 10_000 };
const SEEN: Seen = { genesis: GENESIS, best: 100, finalised: { number: 98, hash: '0x98' } };
const WELL: Sighting = {
  genesis: GENESIS,
  best: 99,
  finalised: { number: 97, hash: '0x97' },
  bestTime: NOW - 3_000,
  atFinalised: { asked: { number: 98, hash: '0x98' }, hash: '0x98' },
};
const view = (changes: Partial<Sighting> = {}): EndpointView => ({
  connected: true,
  silentMs: 0,
  sighting: { ...WELL, ...changes },
});

describe('an endpoint', () => {
  it.each<[string, EndpointView, EndpointFault | null]>([
    ['at the head', view(), null],
    ['that has not answered yet', { ...view(), sighting: null }, null],
    ['as far behind as is allowed', view({ best: 94, finalised: { number: 92, hash: '0x' } }), null],
    ['without a connection', { ...view(), connected: false }, 'unreachable'],
    ['that answers nothing', { ...view(), silentMs: 10_001 }, 'silent'],
    ['of another genesis', view({ genesis: '0x0f' }), 'otherChain'],
    [
      'with another block where a finalised one was seen',
      view({ atFinalised: { asked: { number: 98, hash: '0x98' }, hash: '0x99' } }),
      'forked',
    ],
    [
      'without a block there yet',
      view({ atFinalised: { asked: { number: 98, hash: '0x98' }, hash: null } }),
      null,
    ],
    ['whose best block is lower', view({ best: 93 }), 'behind'],
    ['whose finality stands still', view({ finalised: { number: 91, hash: '0x' } }), 'finalityBehind'],
    ['whose newest block is old by its own time', view({ bestTime: NOW - 60_001 }), 'stale'],
    ['whose blocks are ahead of the clock', view({ bestTime: NOW + 3_600_000 }), null],
    ['of a chain without time', view({ bestTime: null }), null],
  ])('%s', (_, seen, fault) => {
    expect(judge(seen, SEEN, LIMITS, NOW)?.fault ?? null).toBe(fault);
  });

  it('that is the first is of the right chain', () => {
    const nothing: Seen = { genesis: null, best: 0, finalised: null };
    expect(judge(view({ atFinalised: null }), nothing, LIMITS, NOW)).toBeNull();
  });

  it('is told in numbers that a person can act on', () => {
    expect(judge(view({ best: 80 }), SEEN, LIMITS, NOW)?.detail).toBe(
      'its best block 80 is 20 behind the highest one seen',
    );
    expect(judge(view({ bestTime: NOW - 90_000 }), SEEN, LIMITS, NOW)?.detail).toBe(
      'its newest block is 90 s old by its own time',
    );
  });
});

describe('the choice', () => {
  const of = (...faults: (EndpointFault | null)[]): (Judgement | null)[] =>
    faults.map((fault) => fault && { fault, detail: '' });

  it.each<[string, number | null, (EndpointFault | null)[], number | null]>([
    ['begins with the first that is well', null, ['unreachable', null, null], 1],
    ['begins with what is least bad', null, ['behind', 'stale'], 1],
    ['begins with nothing when nothing answers', null, ['unreachable', 'silent'], null],
    ['never begins with another chain', null, ['otherChain', 'behind'], 1],
    ['stays where all is well, be others before it', 1, [null, null], 1],
    ['leaves what is behind for what is well', 0, ['behind', null], 1],
    ['leaves what is behind for what is only old', 0, ['behind', 'stale'], 1],
    ['stays when others are as bad', 0, ['stale', 'stale'], 0],
    ['stays when others are worse', 1, ['unreachable', 'behind'], 1],
    ['stays when nothing answers anywhere', 0, ['unreachable', 'silent'], 0],
    ['leaves what is silent for what is behind', 0, ['silent', 'behind'], 1],
    ['leaves a fork for what is behind', 0, ['forked', 'behind'], 1],
  ])('%s', (_, present, faults, next) => {
    expect(choose(present, of(...faults))).toBe(next);
  });
});
