import { z } from 'zod';
import { WingmanError } from '../../errors.ts';
import type { Config } from '../../schemas/config.ts';
import { checkPricingRules, type PricingRules, pricingRulesShape } from '../../schemas/pricing.ts';

const rulesSchema = z.strictObject(pricingRulesShape).superRefine(checkPricingRules);

/** The rules in force, with what is to be tried in place of theirs. @throws WingmanError CONFIG_INVALID */
export function rulesToTry(config: Config, instead: Partial<PricingRules>): PricingRules {
  const { pricing, floor, overrides } = config;
  const parsed = rulesSchema.safeParse({ pricing, floor, overrides, ...instead });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new WingmanError('CONFIG_INVALID', problems.join('; '), z.flattenError(parsed.error));
}
