import type { ChainClient, ModelId } from '@airo/chain-types/model';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useChainValue } from '../../chain/chain-value.ts';
import { Address } from '../../components/address.tsx';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Facts } from '../../components/facts.tsx';
import { Money } from '../../components/money.tsx';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { EmptyState } from '../../components/state.tsx';
import { useIndexer } from '../../indexer/indexer-context.tsx';
import { useWallet } from '../../wallets/wallet-context.tsx';
import { MarketCard } from './market-card.tsx';
import { STATUS_TONES, STATUS_WORDS } from './model-words.ts';
import { NewVersionCard } from './new-version-card.tsx';
import styles from './owner.module.css';
import { RoyaltyCard } from './royalty-card.tsx';
import { SaleCard } from './sale-card.tsx';
import { TransferCard } from './transfer-card.tsx';
import { VersionsCard } from './versions-card.tsx';

const route = getRouteApi('/owner/models/$model');

/** What the best block says of one model; null for one that is not there, or no longer. */
async function readModel(chain: ChainClient, id: ModelId) {
  const model = await chain.models.get(id);
  if (!model) return null;
  const [sale, parameters] = await Promise.all([chain.models.sale(id), chain.parameters()]);
  return { model, sale, rules: parameters.models, blockMs: chain.constants.blockTimeMs };
}
export type LiveModel = NonNullable<Awaited<ReturnType<typeof readModel>>>;

/** One model as its owner sees it; to others, whether the NFT is for sale. */
export function OwnModelPage() {
  const { model: id } = route.useParams();
  const live = useChainValue(['own-model', id], (chain) => readModel(chain, id as ModelId));
  const indexed = useQuery(useIndexer().model(id));
  return (
    <Page
      title={indexed.data?.manifest?.name ?? `Model ${id}`}
      lead="The model itself: an NFT, its royalty and its versions."
      actions={
        <Button asChild>
          <Link to="/models/$model" params={{ model: id }}>
            As consumers see it
          </Link>
        </Button>
      }
    >
      <QueryView query={live} what="the model" rows={6}>
        {(it) =>
          it ? (
            <Live live={it} earned={indexed.data?.royalties} />
          ) : (
            <EmptyState title="There is no such model">
              It was never registered, or its owner removed it.
            </EmptyState>
          )
        }
      </QueryView>
    </Page>
  );
}

function Live({ live, earned }: { live: LiveModel; earned: string | undefined }) {
  const { account } = useWallet();
  const { model } = live;
  const isMine = account !== null && account.address === model.owner;
  return (
    <div className={styles.columns}>
      <div className={styles.stack}>
        <Card
          title="Now"
          actions={<Badge tone={STATUS_TONES[model.status.kind]}>{STATUS_WORDS[model.status.kind]}</Badge>}
        >
          <Facts
            items={[
              ['Model', `no. ${model.id}, version ${model.version}`],
              ['Owner', model.owner === null ? 'nobody' : <Address key="o" address={model.owner} />],
              ['Royalty of an inference', <Money key="r" airo={model.royalty} />],
              ...(earned === undefined
                ? []
                : [['Royalties so far', <Money key="e" airo={earned} />] as const]),
              ...(model.parent
                ? [
                    [
                      'Made from',
                      <a key="p" href={`#/models/${model.parent.model}`}>
                        model {model.parent.model}, which gets{' '}
                        {(model.parent.share * 100).toLocaleString('en')} % of the royalties
                      </a>,
                    ] as const,
                  ]
                : []),
              ...(model.status.kind === 'draft'
                ? [
                    [
                      'Attested by',
                      `${model.status.attestations} of ${live.rules.minAttestations} bonded providers`,
                    ] as const,
                  ]
                : []),
            ]}
          />
          {model.status.kind === 'draft' && (
            <p className={styles.note}>
              It can be ordered once enough providers have run it and say that it does what its manifest says.
            </p>
          )}
        </Card>
        <SaleCard live={live} isMine={isMine} />
        {isMine && <TransferCard live={live} earned={earned} />}
      </div>
      <div className={styles.stack}>
        {isMine && <RoyaltyCard live={live} />}
        <VersionsCard live={live} />
        {isMine && model.status.kind !== 'retired' && <NewVersionCard live={live} />}
        {isMine && <MarketCard live={live} />}
      </div>
    </div>
  );
}
