import { describe, expect, it } from '@jest/globals';
import { metric } from '../../src/network/metrics.ts';

const PAGE = `# HELP made Blocks made
# TYPE made counter
made{reason="done",chain="airo_dev"} 3
made{reason="no_time",chain="airo_dev"} 4
made_sum{chain="airo_dev"} 0.0024385270000000002
made_late 1e3
`;

describe('metric', () => {
  it.each([
    ['made', '', 7],
    ['made', 'reason="done"', 3],
    ['made', 'reason="never"', 0],
    ['made_sum', '', 0.0024385270000000002],
    ['made_late', '', 1000],
    ['unknown', '', 0],
    ['mad', '', 0],
  ])('%s %s is %p', (name, label, value) => {
    expect(metric(PAGE, name, label)).toBe(value);
  });
});
