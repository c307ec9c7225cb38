import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useIndexer } from '../indexer/indexer-context.tsx';

/** A model by its name, as soon as that is known, linked to its page. */
export function ModelLink({ model }: { model: number }) {
  const found = useQuery(useIndexer().model(model));
  return (
    <Link to="/models/$model" params={{ model }}>
      {found.data?.manifest?.name ?? `no. ${model}`}
    </Link>
  );
}
