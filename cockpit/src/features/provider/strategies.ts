import type { PricingConfig } from '@airo/wingman/schemas';

export type Strategy = PricingConfig['strategy'];
/** A strategy's settings as they stand in the form: text, until they are sent. */
export type Settings = Readonly<Record<string, string>>;

interface Setting {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly kind: 'price' | 'number' | 'expression';
  readonly initial: string;
}

const price = (name: string, label: string, initial: string, hint = 'AIRO, or “0.002 USD”'): Setting => ({
  name,
  label,
  hint,
  kind: 'price',
  initial,
});
const number = (name: string, label: string, initial: string, hint?: string): Setting => ({
  name,
  label,
  ...(hint === undefined ? {} : { hint }),
  kind: 'number',
  initial,
});

/** Each as docs/guides/pricing.md explains it. */
export const STRATEGIES: Readonly<
  Record<
    Strategy,
    { readonly title: string; readonly meaning: string; readonly settings: readonly Setting[] }
  >
> = {
  fixed: {
    title: 'Fixed price',
    meaning: 'One price that you know.',
    settings: [price('price', 'Price per inference', '0.01')],
  },
  costPlus: {
    title: 'Costs and a margin',
    meaning: 'Never at a loss: machine, fees and a margin on top.',
    settings: [
      price('perHour', 'An hour of the machine', '0.5'),
      number('margin', 'Margin', '0.2', '0.2 is 20 %'),
      number('inferencesPerRequest', 'Inferences in a request', '1'),
    ],
  },
  utilisation: {
    title: 'Dearer when busy',
    meaning: 'Rises from idle to full with the load.',
    settings: [
      price('idle', 'Price when idle', '0.005'),
      price('full', 'Price when full', '0.03'),
      number('from', 'Load at which it rises', '0.5', '0 to 1'),
      number('queueFull', 'Waiting jobs that count as full', '100'),
    ],
  },
  undercut: {
    title: 'A little below the best',
    meaning: 'Wins, down to the floor.',
    settings: [
      price('price', 'Price when nobody bid', '0.02'),
      number('by', 'Share below the best bid', '0.01', '0.01 is 1 %'),
      number('rounds', 'Lowered so often at most', '5', 'each costs a fee'),
    ],
  },
  adaptive: {
    title: 'What the market bears',
    meaning: 'Learns from the orders that ended.',
    settings: [
      price('from', 'At least', '0.004'),
      price('to', 'At most', '0.04'),
      number('memory', 'Orders after which one counts half', '40'),
      price('cost', 'Your cost per inference', '0'),
    ],
  },
  script: {
    title: 'Your own rule',
    meaning: 'An expression in CEL whose value is planck.',
    settings: [
      {
        name: 'expression',
        label: 'Expression',
        hint: 'for example: has_bids ? higher(floor, times(cheapest, 0.98)) : airo("0.01")',
        kind: 'expression',
        initial: 'airo("0.01")',
      },
    ],
  },
};

/** What the form shows for rules in force. */
export function settingsOf(rule: PricingConfig): Settings {
  return Object.fromEntries(
    STRATEGIES[rule.strategy].settings.map(({ name, initial }) => [
      name,
      String((rule as unknown as Record<string, unknown>)[name] ?? initial),
    ]),
  );
}

export const initialOf = (strategy: Strategy): Settings =>
  Object.fromEntries(STRATEGIES[strategy].settings.map(({ name, initial }) => [name, initial]));

/** What is sent; what is no number is sent as it is, so that the bot says what is wrong with it. */
export function ruleOf(
  strategy: Strategy,
  settings: Settings,
  before: PricingConfig,
): Record<string, unknown> {
  const entries = STRATEGIES[strategy].settings.map(({ name, kind }) => {
    const text = (settings[name] ?? '').trim();
    return [name, kind === 'number' && text !== '' && Number.isFinite(Number(text)) ? Number(text) : text];
  });
  const kept = strategy === 'fixed' && before.strategy === 'fixed' ? { perModel: before.perModel } : {};
  return { strategy, ...kept, ...Object.fromEntries(entries) };
}
