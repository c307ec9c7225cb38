import type { ReactNode } from 'react';
import { Field } from '../../components/field.tsx';
import type { Facts, WrongFacts } from './facts.ts';

const FIELDS: readonly {
  readonly name: keyof Facts;
  readonly label: string;
  readonly hint: ReactNode;
  readonly rows?: number;
}[] = [
  { name: 'name', label: 'Name', hint: 'Consumers look for it.' },
  { name: 'description', label: 'Description', hint: 'What it does, and how well.', rows: 3 },
  { name: 'license', label: 'Licence', hint: 'An SPDX expression, for example Apache-2.0.' },
  {
    name: 'labels',
    label: 'Labels',
    hint: 'Of a classifier: the names of the classes, one a line, in the order of its output.',
    rows: 4,
  },
  {
    name: 'preprocessing',
    label: 'Preprocessing',
    hint: 'What has to be done with a picture or a text before the model sees it.',
    rows: 2,
  },
  { name: 'tags', label: 'Tags', hint: 'Separated by commas.' },
  { name: 'maxBatch', label: 'Largest batch', hint: 'Most items in one request.' },
];

/** Of the registration, not of the manifest. */
const TERMS: typeof FIELDS = [
  { name: 'royalty', label: 'Royalty in AIRO', hint: 'You get it of every inference that is paid.' },
  {
    name: 'parent',
    label: 'Made from model',
    hint: 'Its number, when this one was trained or distilled from another on the market; else nothing.',
  },
  {
    name: 'parentShare',
    label: 'Its owner’s share in percent',
    hint: 'Of your royalties, for good. Only with a model above.',
  },
];

/** What the file can't say. */
export function FactsFields({
  facts,
  wrong,
  onChange,
  ofManifest = false,
}: {
  facts: Facts;
  wrong: WrongFacts;
  onChange: (facts: Facts) => void;
  /** Only what a manifest tells. */
  ofManifest?: boolean;
}) {
  return [...FIELDS, ...(ofManifest ? [] : TERMS)].map(({ name, label, hint, rows }) => (
    <Field key={name} label={label} hint={hint} error={wrong[name]}>
      {(control) => {
        const change = (value: string) => onChange({ ...facts, [name]: value });
        return rows === undefined ? (
          <input
            {...control}
            autoComplete="off"
            value={facts[name]}
            onChange={(event) => change(event.target.value)}
          />
        ) : (
          <textarea
            {...control}
            rows={rows}
            value={facts[name]}
            onChange={(event) => change(event.target.value)}
          />
        );
      }}
    </Field>
  ));
}
