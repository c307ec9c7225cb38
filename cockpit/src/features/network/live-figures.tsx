import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { BlockLink } from '../../components/block-link.tsx';
import { Figures } from '../../components/figures.tsx';
import { Money } from '../../components/money.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { Sparkline } from '../../components/sparkline.tsx';
import { duration, Time } from '../../components/time.tsx';
import { useIndexer } from '../../indexer/indexer-context.tsx';

/** As often as blocks come: quiet ones bring no event that tells. */
const EVERY_MS = 3_000;
const BLOCKS = 50;

/** How the chain goes just now. */
export function ChainFigures() {
  const indexer = useIndexer();
  const status = useQuery({ ...indexer.status(), refetchInterval: EVERY_MS });
  const blocks = useQuery({ ...indexer.blocks(BLOCKS), refetchInterval: EVERY_MS });
  const times = useMemo(() => blockTimes(blocks.data?.items ?? []), [blocks.data]);
  const mean = times.length === 0 ? null : times.reduce((sum, ms) => sum + ms, 0) / times.length;
  return (
    <QueryView query={status} what="the chain's state" rows={1}>
      {({ node, head, ok, reasons }) => (
        <Figures
          label="The chain now"
          items={[
            {
              name: 'Best block',
              value: node ? node.best.toLocaleString('en') : 'unknown',
              note: node ? undefined : 'the indexer’s node does not answer',
            },
            {
              name: 'Last final block',
              value: head ? <BlockLink block={head.number} /> : 'none yet',
              note: head ? <Time at={head.at} /> : undefined,
            },
            {
              name: 'Finality lag',
              value: node ? plural(Math.max(0, node.best - node.finalised), 'block') : 'unknown',
              note: node && mean !== null ? lag(node.best - node.finalised, mean) : undefined,
            },
            {
              name: 'Block time',
              value: mean === null ? 'unknown' : seconds(mean),
              note:
                mean === null ? undefined : (
                  <Sparkline
                    values={times}
                    label={`Time between the last ${times.length + 1} blocks: ${seconds(Math.min(...times))} to ${seconds(Math.max(...times))}`}
                  />
                ),
            },
            {
              name: 'Index',
              value: ok ? 'up to date' : 'behind',
              note: ok ? 'lists and charts show every final block' : reasons.join('; '),
            },
          ]}
        />
      )}
    </QueryView>
  );
}

/** What the market has come to since block 0. */
export function MarketFigures() {
  const indexer = useIndexer();
  const stats = useQuery(indexer.stats());
  const treasury = useQuery(indexer.treasury());
  return (
    <QueryView query={stats} what="the market's figures" rows={2}>
      {(it) => (
        <Figures
          label="The market since block 0"
          inARow={4}
          items={[
            {
              name: 'Models for sale',
              value: it.listedModels.toLocaleString('en'),
              note: `${it.models} registered`,
            },
            {
              name: 'Active providers',
              value: it.activeProviders.toLocaleString('en'),
              note: `${it.providers} registered`,
            },
            {
              name: 'Bonded',
              value: <Money airo={it.bonded} digits={2} />,
              note: (
                <>
                  <Money airo={it.slashed} digits={2} /> slashed
                </>
              ),
            },
            { name: 'Orders', value: it.orders.toLocaleString('en'), note: `${it.openOrders} open` },
            {
              name: 'Agreements',
              value: it.agreements.toLocaleString('en'),
              note: `${it.openAgreements} open`,
            },
            {
              name: 'Inferences sold',
              value: it.sold.toLocaleString('en'),
              note: `${it.units.toLocaleString('en')} paid`,
            },
            {
              name: 'Turnover',
              value: <Money airo={it.value} digits={3} />,
              note: (
                <>
                  <Money airo={it.royalties} digits={3} /> royalties
                </>
              ),
            },
            {
              name: 'Treasury',
              value: treasury.data?.free == null ? 'unknown' : <Money airo={treasury.data.free} digits={3} />,
              note: (
                <>
                  <Money airo={it.commissions} digits={4} /> commissions
                </>
              ),
            },
          ]}
        />
      )}
    </QueryView>
  );
}

/** Milliseconds between blocks, oldest first. @param blocks newest first */
function blockTimes(blocks: readonly { readonly at: number }[]): readonly number[] {
  // Genesis has no time of its own.
  const at = blocks.map((block) => block.at).filter((time) => time > 0);
  return at
    .slice(1)
    .map((time, i) => (at[i] ?? time) - time)
    .reverse();
}

const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
const lag = (blocks: number, blockMs: number) =>
  blocks <= 0 ? 'every block is final at once' : `about ${duration(blocks * blockMs)}`;
