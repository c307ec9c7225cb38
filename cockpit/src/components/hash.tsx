import { useEndpoints } from '../settings/endpoints-context.tsx';
import { Copyable, middle } from './copyable.tsx';

/** Bytes on Dx by their hash: copied whole, and linked to the bytes. */
export function BlobHash({ hash }: { hash: string }) {
  const { dx } = useEndpoints();
  return (
    <Copyable text={hash} what="hash">
      <a href={`${dx.replace(/\/+$/, '')}/v1/blobs/${hash}`} title={hash} download>
        <code>{middle(hash)}</code>
      </a>
    </Copyable>
  );
}
