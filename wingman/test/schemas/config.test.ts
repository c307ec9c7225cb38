import { describe, expect, it } from '@jest/globals';
import { configSchema } from '../../src/schemas/config.ts';
import { sampleConfig } from '../fakes/sample-config.ts';

const fixed = (price: string, perModel = {}) => ({ strategy: 'fixed', price, perModel });
const adaptive = { strategy: 'adaptive', from: '0.01', to: '0.1' };
const undercut = { strategy: 'undercut', price: '1' };
const busy = { strategy: 'utilisation', idle: '1', full: '2' };
const costs = { strategy: 'costPlus', perHour: '1', margin: 0 };
const script = (expression: string) => ({ strategy: 'script', expression });
const rule = (changes: object) => ({ pricing: fixed('1'), ...changes });

const problemsOf = (changes: object) => {
  const { error } = configSchema.safeParse({ ...sampleConfig(), ...changes });
  return error?.issues.map((issue) => issue.path.join('.')) ?? [];
};

describe('a configuration', () => {
  it.each([
    ['a price of zero', { pricing: fixed('0') }, 'pricing.price'],
    ['zero with places', { pricing: fixed('0.000') }, 'pricing.price'],
    ['zero dollars', { pricing: fixed('0 USD') }, 'pricing.price'],
    ['a negative price', { pricing: fixed('-1') }, 'pricing.price'],
    ['a price too fine', { pricing: fixed('0.0000000000001') }, 'pricing.price'],
    ['a price too large', { pricing: fixed('1000000000') }, 'pricing.price'],
    ['a price in words', { pricing: fixed('cheap') }, 'pricing.price'],
    ['another currency', { pricing: fixed('1 EUR') }, 'pricing.price'],
    ['a currency without a space', { pricing: fixed('1USD') }, 'pricing.price'],
    ['a price below the floor', { pricing: fixed('0.01'), floor: '0.02' }, 'pricing.price'],
    ['dollars below a floor in dollars', { pricing: fixed('1 USD'), floor: '2 USD' }, 'pricing.price'],
    ['a floor that is none', { floor: '-1' }, 'floor'],
    [
      'a price below the floor for a model',
      { pricing: fixed('1', { 3: '0.001' }), floor: '0.02' },
      'pricing.perModel.3',
    ],
    ['a model without number', { pricing: fixed('1', { resnet: '1' }) }, 'pricing.perModel.resnet'],
    ['an unknown strategy', { pricing: { strategy: 'magic' } }, 'pricing.strategy'],
    ['a member of another strategy', { pricing: { ...fixed('1'), by: 0.1 } }, 'pricing'],
    ['a machine that costs nothing', { pricing: { ...costs, perHour: '0' } }, 'pricing.perHour'],
    ['a negative margin', { pricing: { ...costs, margin: -0.1 } }, 'pricing.margin'],
    [
      'no inference in a request',
      { pricing: { ...costs, inferencesPerRequest: 0 } },
      'pricing.inferencesPerRequest',
    ],
    ['idle above full', { pricing: { ...busy, idle: '3' } }, 'pricing.full'],
    ['idle below the floor', { pricing: busy, floor: '1.5' }, 'pricing.idle'],
    ['a load of one to begin at', { pricing: { ...busy, from: 1 } }, 'pricing.from'],
    ['an empty queue that is full', { pricing: { ...busy, queueFull: 0 } }, 'pricing.queueFull'],
    ['undercutting by nothing', { pricing: { ...undercut, by: 0 } }, 'pricing.by'],
    ['undercutting by more than half', { pricing: { ...undercut, by: 0.6 } }, 'pricing.by'],
    ['more rounds than are sane', { pricing: { ...undercut, rounds: 21 } }, 'pricing.rounds'],
    ['a first price below the floor', { pricing: undercut, floor: '2' }, 'pricing.price'],
    ['a range of nothing', { pricing: { ...adaptive, to: '0.01' } }, 'pricing.to'],
    ['a range upside down', { pricing: { ...adaptive, to: '0.001' } }, 'pricing.to'],
    ['a range below the floor', { pricing: adaptive, floor: '0.02' }, 'pricing.from'],
    ['too short a memory', { pricing: { ...adaptive, memory: 5 } }, 'pricing.memory'],
    ['a script that is no expression', { pricing: script('airo(') }, 'pricing.expression'],
    ['an empty script', { pricing: script('') }, 'pricing.expression'],
    ['a script that is too long', { pricing: script('1 + '.repeat(300)) }, 'pricing.expression'],
    ['a script of too many parts', { pricing: script('1+'.repeat(150) + 1) }, 'pricing.expression'],
    ['a script about what it does not know', { pricing: script('secret') }, 'pricing.expression'],
    ['a script that is no price', { pricing: script('"0.01"') }, 'pricing.expression'],
    ['a script with a fraction of a planck', { pricing: script('1.5') }, 'pricing.expression'],
    ['a script with a list', { pricing: script('[1, 2].map(x, x)[0]') }, 'pricing.expression'],
    ['a script with a map', { pricing: script('{"a": 1}.a') }, 'pricing.expression'],
    [
      'a script with a loop over a text',
      { pricing: script('size("a,b".split(",").map(x, x))') },
      'pricing.expression',
    ],
    [
      'a script with a regular expression',
      { pricing: script('consumer.matches("(a+)+$") ? 1 : 2') },
      'pricing.expression',
    ],
    ['a script that looks inside', { pricing: script('floor.constructor') }, 'pricing.expression'],
    ['a script with an amount that is none', { pricing: script('airo("much")') }, 'pricing.expression'],
    ['a script with an amount that is made up', { pricing: script('airo(consumer)') }, 'pricing.expression'],
    ['a rule for nobody', { overrides: [rule({})] }, 'overrides.0'],
    [
      'two rules for one consumer',
      { overrides: [rule({ consumer: '5A' }), rule({ consumer: '5A' })] },
      'overrides.1',
    ],
    [
      'a rule below the floor',
      { overrides: [rule({ model: 1 })], floor: '2', pricing: fixed('3') },
      'overrides.0.pricing.price',
    ],
    [
      'a rule below its own floor',
      { overrides: [rule({ model: 1, floor: '2' })] },
      'overrides.0.pricing.price',
    ],
    ['a rule without pricing', { overrides: [{ model: 1 }] }, 'overrides.0.pricing'],
  ])('with %s is an error, never a bid', (_, changes, path) => {
    expect(problemsOf(changes)).toContain(path);
  });

  it.each([
    ['a price in dollars', { pricing: fixed('0.002 USD'), floor: '0.001' }],
    ['a range in two currencies', { pricing: { ...adaptive, to: '1 USD' } }],
    [
      'rules for a consumer, a model and both',
      { overrides: [rule({ consumer: '5A' }), rule({ model: 1 }), rule({ consumer: '5A', model: 1 })] },
    ],
    [
      'a friend below the general floor',
      { pricing: fixed('3'), floor: '2', overrides: [rule({ consumer: '5A', floor: '0' })] },
    ],
    ['costs', { pricing: costs }],
    ['a script', { pricing: script('has_bids ? higher(floor, cheapest - 1) : airo("0.01")') }],
  ])('with %s is taken', (_, changes) => {
    expect(problemsOf(changes)).toEqual([]);
  });

  it('from before there were overrides means the same as it did', () => {
    const { overrides: _, ...before } = sampleConfig();
    expect(configSchema.parse(before)).toEqual(sampleConfig());
  });
});
