import type { ModelId } from '@airo/chain-types/model';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useChain } from '../../chain/chain-context.tsx';
import { useChainValue } from '../../chain/chain-value.ts';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { ErrorState, LoadingState } from '../../components/state.tsx';
import { useIndexer } from '../../indexer/indexer-context.tsx';
import { BuySteps } from './buy-steps.tsx';

const route = getRouteApi('/models/$model/buy');
const PARAMETERS_EVERY_MS = 60_000;

/** An order in three steps: how many, within what limits, and what it may cost at most. */
export function BuyPage() {
  const { model: id } = route.useParams();
  const model = useQuery(useIndexer().model(id));
  const chain = useChain();
  const parameters = useChainValue(['parameters'], (it) => it.parameters(), PARAMETERS_EVERY_MS);
  if (model.data === undefined) {
    return (
      <Page title="Buy inferences">
        <QueryView query={model} what="the model" rows={5}>
          {() => null}
        </QueryView>
      </Page>
    );
  }
  const it = model.data;
  return (
    <Page
      title={`Buy inferences of ${it.manifest?.name ?? `model ${id}`}`}
      lead="Providers bid for your order. You pay for answers only; what is left comes back."
    >
      {chain.data && parameters.data ? (
        <BuySteps
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
  );
}
