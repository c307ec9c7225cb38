import { describe, expect, it } from '@jest/globals';
import { mergeJson, parseExact } from '../../../src/embedded-chain/state/exact-json.ts';

describe('exact JSON', () => {
  it('keeps every digit of a balance', () => {
    const text = '{"balances":[["5Grw",1000000000000000001]],"rate":1e30,"n":0.1,"t":true,"s":"1"}';
    expect(JSON.stringify(parseExact(text))).toBe(text);
  });

  it.each([
    ['{"a":1,"b":{"c":2}}', '{"b":{"d":3}}', '{"a":1,"b":{"c":2,"d":3}}'],
    ['{"a":1}', '{"a":null}', '{}'],
    ['{"a":[1,2]}', '{"a":[3]}', '{"a":[3]}'],
    ['{"a":1}', '{"a":{"b":12345678901234567890}}', '{"a":{"b":12345678901234567890}}'],
    ['{"a":{"b":1}}', '{"a":2}', '{"a":2}'],
  ])('merges %s with %s', (target, patch, merged) => {
    expect(JSON.stringify(mergeJson(parseExact(target), parseExact(patch)))).toBe(merged);
  });
});
