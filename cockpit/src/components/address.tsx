import { Copyable } from './copyable.tsx';

/** An account; copied whole. */
export function Address({ address, name }: { address: string; name?: string | undefined }) {
  return (
    <Copyable text={address} what="address">
      {name === undefined ? undefined : <span title={address}>{name}</span>}
    </Copyable>
  );
}
