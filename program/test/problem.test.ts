import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { AiroError } from '../src/airo-error.ts';
import { toProblem } from '../src/problem.ts';

describe('problem details', () => {
  it('give a coded error its own status and code', () => {
    const problem = toProblem(new AiroError('ORDER_UNKNOWN', 'no such order', null), { ORDER_UNKNOWN: 404 });
    expect(problem).toMatchObject({
      status: 404,
      code: 'ORDER_UNKNOWN',
      detail: 'no such order',
      title: 'Not found',
    });
  });

  it('list each bad field of a body', () => {
    const { error } = z.strictObject({ price: z.string() }).safeParse({ price: 1, colour: 'red' });
    const problem = toProblem(error, {});
    expect(problem.status).toBe(400);
    expect(problem.errors).toHaveLength(2);
  });

  it("pass on a body parser's status", () => {
    const tooLarge = Object.assign(new TypeError('request entity too large'), {
      status: 413,
      type: 'entity.too.large',
    });
    expect(toProblem(tooLarge, {})).toMatchObject({ status: 413, code: 'ENTITY_TOO_LARGE' });
  });

  it('never show the inside of an unforeseen error', () => {
    expect(JSON.stringify(toProblem(new TypeError('secret in here'), {}))).not.toContain('secret');
  });
});
