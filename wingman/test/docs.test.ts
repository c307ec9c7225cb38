import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { ORDER_REASON_NAMES, ORDER_REASONS, stageOf } from '../src/schemas/order-reasons.ts';

const guide = () => readFile(new URL('../../docs/guides/decisions.md', import.meta.url), 'utf8');
const cells = (text: string, columns: number) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.slice(2, -2).split(' | '))
    .filter((row) => row.length === columns);

describe('the guide to decisions', () => {
  it('explains each reason, its stage and its meaning, and no other', async () => {
    const rows = cells((await guide()).split('## Reasons')[1]?.split('\n## ')[0] ?? '', 3);
    expect(rows).toEqual(
      ORDER_REASON_NAMES.map((reason) => [`\`${reason}\``, stageOf(reason), ORDER_REASONS[reason]]),
    );
  });
});
