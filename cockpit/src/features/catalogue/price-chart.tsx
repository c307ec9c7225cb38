import { useMemo } from 'react';
import { Chart } from '../../components/chart.tsx';
import { shorten } from '../../components/money.tsx';
import { EmptyState } from '../../components/state.tsx';
import type { Model } from './model-card.tsx';

const asAiro = (value: number) => shorten(value.toFixed(6), 6);

/** Prices of the newest agreements over time. */
export function PriceChart({ prices }: { prices: Model['prices'] }) {
  const data = useMemo(
    () => ({
      at: prices.map(({ at }) => at),
      series: [{ name: 'AIRO', values: prices.map(({ price }) => Number(price)) }],
    }),
    [prices],
  );
  if (prices.length < 2) return <EmptyState title="A chart appears after its second agreement" />;
  return <Chart label={`Prices of the last ${prices.length} agreements`} {...data} format={asAiro} />;
}
