import { Copyable, middle } from './copyable.tsx';

/** An account, linked to its page; copied whole. A plain link, as dialogs stand outside of the routes. */
export function Address({ address, name }: { address: string; name?: string | undefined }) {
  return (
    <Copyable text={address} what="address">
      <a href={`#/accounts/${address}`} title={address}>
        {name ?? <code>{middle(address)}</code>}
      </a>
    </Copyable>
  );
}
