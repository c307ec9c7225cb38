import { useQuery } from '@tanstack/react-query';
import { ActivityTable } from '../../components/activity-table.tsx';
import { Card } from '../../components/card.tsx';
import { Facts } from '../../components/facts.tsx';
import { BlobHash } from '../../components/hash.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { EmptyState } from '../../components/state.tsx';
import { useIndexer } from '../../indexer/indexer-context.tsx';
import type { LiveModel } from './own-model-page.tsx';

const SHOWN = 20;

/** The manifest that orders are for, the one that waits, and what happened to the model. */
export function VersionsCard({ live: { model, rules } }: { live: LiveModel }) {
  const { id, version, manifest, next, artifact } = model;
  const activity = useQuery(useIndexer().activityPage({ model: id, type: 'models', limit: SHOWN }));
  return (
    <Card title="Versions">
      <Facts
        items={[
          ['Model file', <BlobHash key="a" hash={artifact.hash} />],
          [`Version ${version}`, <BlobHash key="m" hash={manifest.hash} />],
          ...(next
            ? [
                [`Version ${next.version}, waits`, <BlobHash key="n" hash={next.manifest.hash} />] as const,
                ['Attested by', `${next.attestations} of ${rules.minAttestations} bonded providers`] as const,
              ]
            : []),
        ]}
      />
      <QueryView query={activity} what="what happened to it" rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title="Nothing has happened to it since genesis" />
          ) : (
            <ActivityTable caption="What happened to the model, newest first" items={items} />
          )
        }
      </QueryView>
    </Card>
  );
}
