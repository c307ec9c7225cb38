import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorState } from '../../components/state.tsx';
import { duration } from '../../components/time.tsx';
import type { ModelFile } from './model-file.ts';
import styles from './owner.module.css';
import { canInvent, openAxes } from './reference-inputs.ts';
import { makeReferences, type References } from './reference-run.ts';

const MAX_SIZE = 65_536;
const sizeOf = (text: string | undefined) => (/^\d{1,5}$/.test(text ?? '') ? Number(text) : 0);

/** Runs the model in the browser; what it answers is what every provider's answers are compared with. */
export function ReferenceCard({
  file,
  references,
  onReferences,
}: {
  file: ModelFile;
  references: References | null;
  /** Without any: `{ entries: [], blobs: [], ms: 0 }`. */
  onReferences: (references: References | null) => void;
}) {
  const { inputs } = file.model;
  const axes = openAxes(inputs);
  const [sizes, setSizes] = useState<Readonly<Record<string, string>>>({});
  const [isRunning, setRunning] = useState(false);
  const [isWrong, setWrong] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const refused = inputs.find((input) => !canInvent(input));

  const run = async () => {
    const known = Object.fromEntries(axes.map((axis) => [axis, sizeOf(sizes[axis] ?? '1')]));
    const isSound = Object.values(known).every((size) => size >= 1 && size <= MAX_SIZE);
    setWrong(!isSound);
    if (!isSound) return;
    setFailure(undefined);
    setRunning(true);
    onReferences(null);
    try {
      onReferences(await makeReferences(file, known));
    } catch (error) {
      setFailure(error);
    } finally {
      setRunning(false);
    }
  };
  const without = (
    <Button onClick={() => onReferences({ entries: [], blobs: [], ms: 0 })}>Go on without</Button>
  );
  return (
    <Card title="2. Reference answers">
      <p className={styles.note}>
        The model runs here once on made-up inputs. Providers repeat that before they attest: whoever gets
        other answers does not run your model. The first run loads ONNX Runtime, 14 MB.
      </p>
      {axes.map((axis) => (
        <Field
          key={axis}
          label={`Size of ${axis} in this run`}
          hint="The graph leaves it open; any size that the model takes will do."
          error={
            isWrong && sizeOf(sizes[axis] ?? '1') < 1 ? `A whole number from 1 to ${MAX_SIZE}.` : undefined
          }
        >
          {(control) => (
            <input
              {...control}
              inputMode="numeric"
              autoComplete="off"
              value={sizes[axis] ?? '1'}
              onChange={(event) => setSizes({ ...sizes, [axis]: event.target.value.trim() })}
            />
          )}
        </Field>
      ))}
      {refused ? (
        <p>
          {refused.name} is {refused.datatype}: such inputs can not be made up here.
        </p>
      ) : (
        <div className={styles.actions}>
          <Button tone="primary" disabled={isRunning} onClick={() => void run()}>
            {references ? 'Run it again' : 'Run it here'}
          </Button>
        </div>
      )}
      <p role="status">
        {isRunning
          ? 'The model runs …'
          : references === null
            ? ''
            : references.entries.length === 0
              ? 'The model is registered without reference answers.'
              : `${references.entries.length} reference answers, made in ${duration(references.ms)}.`}
      </p>
      {failure !== undefined && <ErrorState error={failure} />}
      {(refused || failure !== undefined) && references === null && (
        <>
          <p className={styles.note}>
            Without reference answers providers can not tell whether they run it well, and are slower to
            attest.
          </p>
          <div className={styles.actions}>{without}</div>
        </>
      )}
    </Card>
  );
}
