import { describe, expect, it } from '@jest/globals';
import { timeLabels } from '../../src/components/time-axis.ts';

const at = (text: string) => new Date(text).getTime() / 1_000;

describe('the labels under a time axis', () => {
  it('are hours with the date under the first of each day', () => {
    const ticks = ['2026-11-21T22:00', '2026-11-21T23:00', '2026-11-22T00:00', '2026-11-22T01:00'].map(at);
    expect(timeLabels(ticks, 3_600)).toEqual(['22:00\n21 Nov', '23:00', '00:00\n22 Nov', '01:00']);
  });

  it('are seconds, days or months where the steps are so long', () => {
    expect(timeLabels([at('2026-11-21T22:00:05')], 5)).toEqual(['22:00:05\n21 Nov']);
    expect(timeLabels([at('2026-11-21T00:00')], 86_400)).toEqual(['21 Nov']);
    expect(timeLabels([at('2026-11-01T00:00')], 30 * 86_400)).toEqual(['Nov 2026']);
  });
});
