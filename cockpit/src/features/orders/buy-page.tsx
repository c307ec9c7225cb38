import {
  type ChainClient,
  type ChainParameters,
  formatAiro,
  type ModelId,
  parseAiro,
} from '@airo/chain-types/model';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useChain } from '../../chain/chain-context.tsx';
import { useChainValue } from '../../chain/chain-value.ts';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { ErrorState, LoadingState } from '../../components/state.tsx';
import { useIndexer } from '../../indexer/indexer-context.tsx';
import { BuySteps } from './buy-steps.tsx';
import { useQuotes } from './quotes.ts';
import { usualWish } from './wish.ts';

const route = getRouteApi('/models/$model/buy');
const PARAMETERS_EVERY_MS = 60_000;
/** Head room over what providers ask now, so that a bid of another moment fits too. */
const ROOM_PERCENT = 150n;

/** An order in three steps: how many, within what limits, and what it may cost at most. */
export function BuyPage() {
  const { model: id } = route.useParams();
  const model = useQuery(useIndexer().model(id));
  const chain = useChain();
  const parameters = useChainValue(['parameters'], (it) => it.parameters(), PARAMETERS_EVERY_MS);
  return (
    <QueryView query={model} what="the model" rows={5}>
      {(it) => (
        <Page
          title={`Buy inferences of ${it.manifest?.name ?? `model ${id}`}`}
          lead="Providers bid for your order. You pay for answers only; what is left comes back."
        >
          {chain.data && parameters.data ? (
            <Asking
              chain={chain.data}
              parameters={parameters.data}
              model={id as ModelId}
              lastPrice={it.lastPrice}
            />
          ) : chain.error || parameters.error ? (
            <ErrorState error={chain.error ?? parameters.error} retry={() => void chain.refetch()} />
          ) : (
            <LoadingState what="the chain" rows={5} />
          )}
        </Page>
      )}
    </QueryView>
  );
}

/** Asks for quotes first, so that the suggested limit is one that somebody would bid under. */
function Asking(props: {
  chain: ChainClient;
  parameters: ChainParameters;
  model: ModelId;
  lastPrice: string | null;
}) {
  const { chain, parameters, model, lastPrice } = props;
  const [start] = useState(() => usualWish(parameters, '0.01'));
  const quotes = useQuotes(chain, {
    model,
    inferences: Number(start.inferences),
    duration: Number(start.duration),
    responseWindow: Number(start.responseWindow),
    maxPrice: null,
  });
  const floor = useChainValue(['quote-floor', model], (it) => it.marketplace.quoteFloor(model));
  if (quotes.isPending || floor.isPending) return <LoadingState what="quotes" rows={5} />;
  const asked = quotes.data ?? [];
  const prices = asked.flatMap(({ quote }) => (quote?.price ? [parseAiro(quote.price)] : []));
  const basis = prices.length > 0 ? max(prices) : lastPrice ? parseAiro(lastPrice) : (floor.data ?? 0n) * 2n;
  const suggested = formatAiro(roundUp((basis * ROOM_PERCENT) / 100n));
  return (
    <BuySteps
      chain={chain}
      parameters={parameters}
      model={model}
      start={{ ...start, maxPrice: suggested }}
      floor={floor.data ?? null}
      asked={asked}
    />
  );
}

const max = (values: readonly bigint[]): bigint => values.reduce((a, b) => (a > b ? a : b), 0n);

/** To two digits: 0.01234 becomes 0.013. */
function roundUp(planck: bigint): bigint {
  const step = 10n ** BigInt(Math.max(String(planck).length - 2, 0));
  return ((planck + step - 1n) / step) * step;
}
