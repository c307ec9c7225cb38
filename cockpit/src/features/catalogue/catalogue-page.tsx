import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Page } from '../../components/page.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../components/state.tsx';
import { useIndexer } from '../../indexer/indexer-context.tsx';
import styles from './catalogue.module.css';
import { ModelCard } from './model-card.tsx';
import { type CatalogueSearch, SORTS, type Sort, STATUSES, type Status } from './search.ts';

const route = getRouteApi('/');
const PAGE_SIZE = 24;
const TYPING_MS = 250;

/** All models, with what they cost and who runs them. */
export function CataloguePage() {
  const search = route.useSearch();
  const indexer = useIndexer();
  const { q, sort = 'sold', status = 'listed', tag } = search;
  const models = useInfiniteQuery({
    ...indexer.models({
      limit: PAGE_SIZE,
      search: q,
      sort,
      tag,
      status: status === 'all' ? undefined : status,
    }),
    placeholderData: (before) => before,
  });
  const items = models.data?.pages.flatMap((page) => page.items);
  return (
    <Page title="Models" lead="Buy inferences at a fixed price from whoever bids best.">
      <Filters search={search} />
      {items === undefined ? (
        models.error ? (
          <ErrorState error={models.error} retry={() => void models.refetch()} />
        ) : (
          <LoadingState what="models" rows={4} />
        )
      ) : items.length === 0 ? (
        <Nothing isFiltered={q !== undefined || tag !== undefined || status !== 'listed'} />
      ) : (
        <>
          <ul className={styles.cards}>
            {items.map((model) => (
              <li key={model.id}>
                <ModelCard model={model} />
              </li>
            ))}
          </ul>
          {models.hasNextPage && (
            <Button onClick={() => void models.fetchNextPage()} disabled={models.isFetchingNextPage}>
              More models
            </Button>
          )}
        </>
      )}
    </Page>
  );
}

function Filters({ search }: { search: CatalogueSearch }) {
  const navigate = route.useNavigate();
  const change = (part: CatalogueSearch) =>
    void navigate({ to: '/', search: (before) => ({ ...before, ...part }), replace: true });
  const [text, setText] = useState(search.q ?? '');
  useEffect(() => {
    if (text === (search.q ?? '')) return;
    const timer = setTimeout(() => {
      void navigate({
        to: '/',
        search: (before) => without({ ...before, q: text }, text === '' ? ['q'] : []),
        replace: true,
      });
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, search.q, navigate]);
  return (
    <form aria-label="Filter models" className={styles.filters} onSubmit={(event) => event.preventDefault()}>
      <Field label="Search">
        {(control) => (
          <input
            {...control}
            type="search"
            placeholder="name, what it does, tag"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <Field label="Sort">
        {(control) => (
          <select
            {...control}
            value={search.sort ?? 'sold'}
            onChange={(event) => change({ sort: event.target.value as Sort })}
          >
            {Object.entries(SORTS).map(([value, name]) => (
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
            value={search.status ?? 'listed'}
            onChange={(event) => change({ status: event.target.value as Status })}
          >
            {Object.entries(STATUSES).map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      {search.tag !== undefined && (
        <Button
          onClick={() =>
            void navigate({ to: '/', search: (before) => without(before, ['tag']), replace: true })
          }
        >
          Tag: {search.tag} ×
        </Button>
      )}
    </form>
  );
}

/** The search without what is as usual. */
function without(search: CatalogueSearch, names: readonly (keyof CatalogueSearch)[]): CatalogueSearch {
  return Object.fromEntries(Object.entries(search).filter(([name]) => !names.some((it) => it === name)));
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const navigate = route.useNavigate();
  return isFiltered ? (
    <EmptyState title="No model fits">
      <Button onClick={() => void navigate({ to: '/', search: {} })}>Show all models for sale</Button>
    </EmptyState>
  ) : (
    <EmptyState title="No model is for sale yet">
      Models appear as soon as their owner has registered them and providers have attested them.
    </EmptyState>
  );
}
