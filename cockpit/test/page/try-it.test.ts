import { encodePayload, tensorOf } from '@airo/wingman/schemas';
import { describe, expect, it } from '@jest/globals';
import { gradesOf } from '../../src/features/try-it/answer.ts';
import { toPixels, toRgba } from '../../src/features/try-it/picture.ts';
import { resultOf, toCsv } from '../../src/features/try-it/results.ts';

const rgba = (...pixels: number[][]) =>
  Uint8ClampedArray.from(pixels.flatMap(([r, g, b]) => [r, g, b, 255] as number[]));
const GREY = { width: 3, height: 3, channels: 1 as const };
const grey = (values: readonly number[]) => rgba(...values.map((v) => [v, v, v]));

describe('a picture', () => {
  it('becomes the grey values that the model was trained on', () => {
    const values = [0, 0, 0, 0, 200, 0, 0, 0, 0];
    expect([...toPixels(grey(values), GREY)]).toEqual(values);
  });

  it('on light ground is turned around for a grey model', () => {
    const [corner, , , , centre] = toPixels(grey([255, 255, 255, 255, 10, 255, 255, 255, 255]), GREY);
    expect([corner, centre]).toEqual([0, 245]);
  });

  it('keeps its colours for a model that takes them', () => {
    expect([...toPixels(rgba([1, 2, 3], [4, 5, 6]), { width: 2, height: 1, channels: 3 })]).toEqual([
      1, 2, 3, 4, 5, 6,
    ]);
  });

  it('is shown as it is sent', () => {
    expect([...toRgba({ pixels: Uint8Array.of(7, 9) }, 1)]).toEqual([7, 7, 7, 255, 9, 9, 9, 255]);
    expect([...toRgba({ pixels: Uint8Array.of(1, 2, 3) }, 3)]).toEqual([1, 2, 3, 255]);
  });
});

const answer = (scores: number[]) =>
  encodePayload({
    kind: 'response',
    model: 'test',
    tensors: [tensorOf('logits', 'FP32', [1, scores.length], Float32Array.from(scores))],
  });

describe('an answer', () => {
  it('names the likeliest class first, with shares of one whole', () => {
    const grades = gradesOf(answer([990, 992, 1000, 999]), ['a', 'b', 'c', 'd']) ?? [];
    expect(grades.map(({ label }) => label)).toEqual(['c', 'd', 'b', 'a']);
    expect(grades.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  });

  it('without labels numbers its classes', () => {
    expect(gradesOf(answer([0, 1]), undefined)?.[0]?.label).toBe('class 1');
  });
});

describe('results of many', () => {
  const picture = { name: '=1+1,"x"', pixels: new Uint8Array(), truth: 1 };
  const stamps = { started: 0, uploaded: 1, posted: 2, answered: 3, downloaded: 12.4 };

  it('tell answer, truth and time, or why there is none', () => {
    const reply = { ok: true as const, index: 0 as never, answer: answer([0, 5]), stamps };
    expect(resultOf(picture, reply, ['a', 'b'])).toMatchObject({
      label: 'b',
      truth: 'b',
      ms: 12,
      problem: null,
    });
    const failed = {
      ...{ ok: false as const, kind: 'refunded' as const, index: 0 as never, reason: 'too late' },
      ...{ code: null, refunded: 8n as never, compensation: 1n as never },
    };
    expect(resultOf(picture, failed, ['a', 'b'])).toMatchObject({ label: null, problem: 'too late' });
  });

  it('go into a file that no spreadsheet takes for formulas', () => {
    const row = { picture: picture.name, label: 'a', share: 0.5, truth: null, ms: 3, problem: null };
    expect(toCsv([row])).toBe('picture,label,share,truth,ms,problem\r\n"\'=1+1,""x""",a,0.5,,3,\r\n');
  });
});
