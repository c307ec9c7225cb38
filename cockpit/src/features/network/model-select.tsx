import { useQuery } from '@tanstack/react-query';
import { Field } from '../../components/field.tsx';
import { useIndexer } from '../../indexer/indexer-context.tsx';

const MOST_SOLD = 100;

/** All models, or one of the most sold. */
export function ModelSelect({
  model,
  onChange,
}: {
  model: number | undefined;
  onChange: (model: number | undefined) => void;
}) {
  const models = useQuery(useIndexer().modelsPage({ limit: MOST_SOLD, sort: 'sold' }));
  const known = (models.data?.items ?? []).map(({ id, manifest }) => ({
    id,
    name: manifest?.name ?? `Model ${id}`,
  }));
  const all =
    model === undefined || known.some(({ id }) => id === model)
      ? known
      : [...known, { id: model, name: `Model ${model}` }];
  return (
    <Field label="Model">
      {(control) => (
        <select
          {...control}
          value={model ?? ''}
          onChange={(event) => onChange(event.target.value === '' ? undefined : Number(event.target.value))}
        >
          <option value="">All models</option>
          {all.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
