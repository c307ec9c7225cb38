import type { activitySchema } from '@airo/indexer/schemas';
import type { z } from 'zod';
import { BlockLink } from './block-link.tsx';
import { Table } from './table.tsx';
import { ThingLink } from './thing-link.tsx';
import { Time } from './time.tsx';

type Activity = z.output<typeof activitySchema>;

/** What happened on the market, and about what. */
export function ActivityTable({ caption, items }: { caption: string; items: readonly Activity[] }) {
  return (
    <Table
      caption={caption}
      rows={items}
      rowKey={({ block, position }) => `${block} ${position}`}
      columns={[
        { head: 'When', cell: ({ at }) => <Time at={at} /> },
        { head: 'What', cell: ({ type }) => inWords(type) },
        { head: 'About', cell: (item) => <About item={item} /> },
        { head: 'Block', align: 'end', cell: ({ block }) => <BlockLink block={block} /> },
      ]}
    />
  );
}

function About({ item: { agreement, order, model, request } }: { item: Activity }) {
  if (agreement !== null) {
    return (
      <span>
        <ThingLink kind="agreement" id={agreement} />
        {request === null ? '' : `, request ${request}`}
      </span>
    );
  }
  if (order !== null) return <ThingLink kind="order" id={order} />;
  if (model !== null) return <ThingLink kind="model" id={model} />;
  return <span>–</span>;
}

/** "marketplace.OrderPlaced" → "Order placed" */
export function inWords(type: string): string {
  const words = type.slice(type.indexOf('.') + 1).replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => ` ${letter}`);
  return words.charAt(0) + words.slice(1).toLowerCase();
}
