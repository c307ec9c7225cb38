import type { TensorSpec } from '@airo/wingman/schemas';
import { useState } from 'react';
import { Card } from '../../components/card.tsx';
import { Copyable, middle } from '../../components/copyable.tsx';
import { Facts } from '../../components/facts.tsx';
import { ErrorState } from '../../components/state.tsx';
import { type ModelFile, mebibytes, readModelFile } from './model-file.ts';
import styles from './owner.module.css';

const OPERATORS_SHOWN = 12;

/** `image UINT8 [any, 1, 28, 28]` */
const told = ({ name, datatype, shape }: TensorSpec) =>
  `${name}: ${datatype} [${shape.map((size) => (size === -1 ? 'any' : size)).join(', ')}]`;

/** Takes a file by drop or choice, and says what is in it. */
export function FileCard({
  file,
  onFile,
}: {
  file: ModelFile | null;
  onFile: (file: ModelFile | null) => void;
}) {
  const [failure, setFailure] = useState<unknown>();
  const [isReading, setReading] = useState(false);
  const take = async (chosen: File | undefined) => {
    if (!chosen) return;
    setFailure(undefined);
    setReading(true);
    onFile(null);
    try {
      onFile(await readModelFile(chosen));
    } catch (error) {
      setFailure(error);
    } finally {
      setReading(false);
    }
  };
  return (
    <Card title="1. The file">
      <label
        className={styles.drop}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          void take(event.dataTransfer.files[0]);
        }}
      >
        <span>Drop an ONNX file here, or choose one</span>
        <input
          type="file"
          accept=".onnx"
          onChange={(event) => {
            void take(event.target.files?.[0]);
            // The same file, mended, can be chosen again.
            event.target.value = '';
          }}
        />
      </label>
      <p className={styles.note}>It is read in this browser; nothing leaves it before you sign.</p>
      <p role="status">{isReading ? 'Reading the file …' : ''}</p>
      {failure !== undefined && <ErrorState error={failure} />}
      {file && <FileFacts file={file} />}
    </Card>
  );
}

function FileFacts({ file: { name, bytes, hash, model } }: { file: ModelFile }) {
  const { operators } = model;
  const more = operators.length - OPERATORS_SHOWN;
  return (
    <Facts
      items={[
        ['File', name],
        ['Size', mebibytes(bytes.byteLength)],
        [
          'SHA-256',
          <Copyable key="h" text={hash} what="hash">
            <code>{middle(hash)}</code>
          </Copyable>,
        ],
        ['Takes', <Lines key="i" of={model.inputs} />],
        ['Gives', <Lines key="o" of={model.outputs} />],
        ['Parameters', model.parameters.toLocaleString('en')],
        [
          'Graph',
          `${model.nodes.toLocaleString('en')} operations: ${operators.slice(0, OPERATORS_SHOWN).join(', ')}${more > 0 ? ` and ${more} more kinds` : ''}`,
        ],
        ['Operator set', model.opset],
        ['Made by', model.producer || 'not told'],
      ]}
    />
  );
}

function Lines({ of }: { of: readonly TensorSpec[] }) {
  return (
    <ul className={styles.lines}>
      {of.map((tensor) => (
        <li key={tensor.name}>{told(tensor)}</li>
      ))}
    </ul>
  );
}
