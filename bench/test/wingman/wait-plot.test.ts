import { describe, expect, it } from '@jest/globals';
import { plotWaits } from '../../src/wingman/wait-plot.ts';

const numbers = (text: string | undefined) => (text ?? '').split(/[ ,]/).map(Number);

describe('the plot of waits', () => {
  const svg = plotWaits('Waits <of> jobs', [
    {
      name: 'redis',
      points: [
        { load: 0, p50: 1, p95: 10 },
        { load: 1, p50: 10, p95: 100 },
      ],
    },
  ]);
  const lines = [...svg.matchAll(/points="([^"]+)"/g)].map((match) => numbers(match[1]));

  it('draws medians and 95th percentiles, a decade the same height everywhere', () => {
    expect(lines).toHaveLength(2);
    const [[x1, y1, x2, y2] = [], [, top1, , top2] = []] = lines;
    expect(x2).toBeGreaterThan(x1 as number);
    expect((y1 as number) - (y2 as number)).toBeCloseTo((top1 as number) - (top2 as number), 0);
    expect(y2).toBeCloseTo(top1 as number, 0);
  });

  it('names its axes, and keeps markup out of words', () => {
    expect(svg).toContain('Waits &lt;of> jobs');
    for (const words of ['1 ms', '10 ms', '100 ms', '100 %', 'redis: median'])
      expect(svg).toContain(`>${words}<`);
  });

  it('holds waits too short to be told from none', () => {
    const flat = plotWaits('', [{ name: 'a', points: [{ load: 0.5, p50: 0, p95: 0 }] }]);
    expect(flat).not.toMatch(/NaN|Infinity/);
  });
});
