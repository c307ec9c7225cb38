import { modelId, planck } from '@airo/chain-types';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatAiro } from '../../src/domain/amount.ts';
import { priceBid } from '../../src/domain/pricing.ts';
import { configSchema } from '../../src/schemas/config.ts';
import { sampleConfig } from '../fakes/sample-config.ts';

const amount = fc.bigInt({ min: 1n, max: 10n ** 15n });
const fixed = (price: string, perModel = {}) => ({ strategy: 'fixed' as const, price, perModel });

describe('the price of a bid', () => {
  it('is never below a floor nor above the most that the consumer pays', () => {
    fc.assert(
      fc.property(amount, amount, amount, amount, (price, own, chain, most) => {
        const answer = priceBid(
          { pricing: fixed(formatAiro(price)), floor: formatAiro(own) },
          { model: modelId(0), maxPrice: planck(most), chainFloor: planck(chain) },
        );
        expect(answer.price).toBe(price);
        const low = price < own || price < chain;
        expect(answer.ok).toBe(!low && price <= most);
        if (!answer.ok) expect(answer.reason).toBe(low ? 'PRICE_BELOW_FLOOR' : 'PRICE_ABOVE_MAX');
      }),
    );
  });

  it('is the one for the model where there is one', () => {
    const pricing = fixed('0.01', { 4: '0.02' });
    const ask = (model: number) =>
      priceBid(
        { pricing, floor: '0' },
        { model: modelId(model), maxPrice: planck(10n ** 12n), chainFloor: planck(1n) },
      );
    expect(ask(4)).toEqual({ ok: true, price: 2n * 10n ** 10n });
    expect(ask(5)).toEqual({ ok: true, price: 10n ** 10n });
  });

  it('is refused for a model that the chain takes no bids for', () => {
    const question = { model: modelId(0), maxPrice: planck(10n ** 12n), chainFloor: null };
    expect(priceBid({ pricing: fixed('1'), floor: '0' }, question)).toMatchObject({
      reason: 'PRICE_BELOW_FLOOR',
    });
  });

  it.each([
    ['zero', sampleConfig({ pricing: fixed('0') }), 'pricing.price'],
    ['zero with places', sampleConfig({ pricing: fixed('0.000') }), 'pricing.price'],
    ['negative', sampleConfig({ pricing: fixed('-1') }), 'pricing.price'],
    ['a number too fine', sampleConfig({ pricing: fixed('0.0000000000001') }), 'pricing.price'],
    ['too large', sampleConfig({ pricing: fixed('1000000000') }), 'pricing.price'],
    ['in words', sampleConfig({ pricing: fixed('cheap') }), 'pricing.price'],
    ['below the floor', sampleConfig({ pricing: fixed('0.01'), floor: '0.02' }), 'pricing.price'],
    [
      'below the floor for a model',
      sampleConfig({ pricing: fixed('1', { 3: '0.001' }), floor: '0.02' }),
      'pricing.perModel.3',
    ],
    [
      'for a model without number',
      sampleConfig({ pricing: fixed('1', { resnet: '1' }) }),
      'pricing.perModel.resnet',
    ],
  ])('%s is an error of the configuration, never a bid', (_, config, path) => {
    const { error } = configSchema.safeParse(config);
    expect(error?.issues.map((issue) => issue.path.join('.'))).toContain(path);
  });
});
