import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Chart } from '../../components/chart.tsx';
import { Money, shorten } from '../../components/money.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../components/state.tsx';
import { Table } from '../../components/table.tsx';
import { useIndexer } from '../../indexer/indexer-context.tsx';

const COLOURS = ['--accent', '--warn', '--focus', '--bad', '--good'];
const asAiro = (value: number) => shorten(value.toFixed(6), 6);
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });

/** What the models of one owner brought it, day by day. */
export function RoyaltyChart({
  owner,
  models,
}: {
  owner: string;
  models: readonly { readonly id: number; readonly name: string }[];
}) {
  const indexer = useIndexer();
  const total = useQuery(indexer.series({ owner, bucket: 'day' }));
  const each = useQueries({
    queries: models.map(({ id }) => indexer.series({ owner, model: id, bucket: 'day' })),
    combine: (results) => ({
      data: results.map(({ data }) => data),
      error: results.find(({ error }) => error)?.error ?? null,
    }),
  });
  const points = total.data?.points.filter(({ at, royalty }) => at > 0 && Number(royalty) > 0);
  const drawn = useMemo(() => {
    const at = points?.map((point) => point.at) ?? [];
    return {
      at,
      series: models.map(({ name }, i) => {
        const known = new Map(each.data[i]?.points.map((point) => [point.at, Number(point.royalty)]));
        return {
          name,
          values: at.map((time) => known.get(time) ?? 0),
          colour: COLOURS[i % COLOURS.length] as string,
          ...(models.length === 1 ? { kind: 'bars' as const } : {}),
        };
      }),
    };
  }, [points, models, each.data]);
  const error = total.error ?? each.error;
  if (error !== null) return <ErrorState error={error} retry={() => void total.refetch()} />;
  if (points === undefined || each.data.some((data) => data === undefined)) {
    return <LoadingState what="royalties" rows={4} />;
  }
  if (points.length === 0) {
    return (
      <EmptyState title="No royalties yet">
        They come with each paid inference of a model that it owns.
      </EmptyState>
    );
  }
  return (
    <>
      {models.length > 0 && points.length > 1 && (
        <Chart label="Royalties by day and model, in AIRO" {...drawn} format={asAiro} />
      )}
      <Table
        caption="Royalties by day, newest first"
        rows={[...points].reverse().slice(0, 30)}
        rowKey={({ at }) => at}
        columns={[
          { head: 'Day', cell: ({ at }) => day.format(at) },
          { head: 'Paid inferences', align: 'end', cell: ({ units }) => units.toLocaleString('en') },
          { head: 'Royalties', align: 'end', cell: ({ royalty }) => <Money airo={royalty} /> },
        ]}
      />
    </>
  );
}
