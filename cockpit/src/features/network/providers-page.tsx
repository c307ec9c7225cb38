import type { providerSchema } from '@airo/indexer/schemas';
import { getRouteApi } from '@tanstack/react-router';
import type { z } from 'zod';
import { Address } from '../../components/address.tsx';
import { Badge } from '../../components/badge.tsx';
import { Field } from '../../components/field.tsx';
import { Money } from '../../components/money.tsx';
import { PagedTable, type PageQuery } from '../../components/paged-table.tsx';
import { EmptyState } from '../../components/state.tsx';
import type { Column } from '../../components/table.tsx';
import { useIndexer } from '../../indexer/indexer-context.tsx';
import { ModelSelect } from './model-select.tsx';
import styles from './network.module.css';
import { NetworkFrame } from './network-frame.tsx';
import {
  PROVIDER_SORTS,
  PROVIDER_STATUSES,
  type ProviderSort,
  type ProviderStatus,
  type ProvidersSearch,
} from './search.ts';

type Provider = z.output<typeof providerSchema>;

const route = getRouteApi('/network/providers');
const TONES = { active: 'good', chilled: 'warn', gone: 'neutral' } as const;
const WORDS = { active: 'active', chilled: 'paused', gone: 'gone' } as const;

const COLUMNS: readonly Column<Provider>[] = [
  { head: 'Provider', cell: ({ account }) => <Address address={account} /> },
  { head: 'Status', cell: ({ status }) => <Badge tone={TONES[status]}>{WORDS[status]}</Badge> },
  { head: 'Bond', align: 'end', cell: ({ bond }) => <Money airo={bond} digits={2} /> },
  {
    head: 'Agreements',
    align: 'end',
    cell: ({ agreements, openAgreements }) => `${agreements} (${openAgreements} open)`,
  },
  { head: 'Bids', align: 'end', cell: ({ bids }) => bids.toLocaleString('en') },
  { head: 'Served', align: 'end', cell: ({ served }) => served.toLocaleString('en') },
  { head: 'Answered well', align: 'end', cell: (provider) => <Success provider={provider} /> },
  { head: 'Earned', align: 'end', cell: ({ earned }) => <Money airo={earned} digits={4} /> },
  { head: 'Slashed', align: 'end', cell: ({ slashed }) => <Money airo={slashed} digits={2} /> },
];

/** Who runs models, with the record that everybody can check. */
export function ProvidersPage() {
  const search = route.useSearch();
  const { sort = 'earned', status = 'all', model } = search;
  const indexer = useIndexer();
  return (
    <NetworkFrame title="Providers" lead="Who runs the models, what they bonded and how they answered.">
      <Filters search={search} />
      <PagedTable
        key={`${sort} ${status} ${model}`}
        what="providers"
        read={(page: PageQuery) =>
          indexer.providersPage({ ...page, sort, model, status: status === 'all' ? undefined : status })
        }
        columns={COLUMNS}
        rowKey={({ account }) => account}
        empty={
          <EmptyState title="No provider fits">
            {status !== 'all' || model !== undefined
              ? 'Choose all models and statuses to see everybody.'
              : 'Providers appear as soon as they have registered and bonded.'}
          </EmptyState>
        }
      />
    </NetworkFrame>
  );
}

function Success({ provider: { successRate, failed, late } }: { provider: Provider }) {
  if (successRate === null) return <span>nothing yet</span>;
  return (
    <span title={`${failed} failed, ${late} late`}>
      {(successRate * 100).toFixed(successRate === 1 ? 0 : 2)} %
    </span>
  );
}

function Filters({ search }: { search: ProvidersSearch }) {
  const navigate = route.useNavigate();
  const change = (part: ProvidersSearch) => void navigate({ search: part, replace: true });
  return (
    <form
      className={styles.filters}
      aria-label="Filter providers"
      onSubmit={(event) => event.preventDefault()}
    >
      <Field label="Sort">
        {(control) => (
          <select
            {...control}
            value={search.sort ?? 'earned'}
            onChange={(event) => change({ ...search, sort: event.target.value as ProviderSort })}
          >
            {Object.entries(PROVIDER_SORTS).map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label="Status">
        {(control) => (
          <select
            {...control}
            value={search.status ?? 'all'}
            onChange={(event) => change({ ...search, status: event.target.value as ProviderStatus })}
          >
            {Object.entries(PROVIDER_STATUSES).map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <ModelSelect
        model={search.model}
        onChange={(model) => {
          const { model: _, ...rest } = search;
          change({ ...rest, ...(model === undefined ? {} : { model }) });
        }}
      />
    </form>
  );
}
