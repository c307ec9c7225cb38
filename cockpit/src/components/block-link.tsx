import { useEndpoints } from '../settings/endpoints-context.tsx';

/** A block's number, linked to what is in it. */
export function BlockLink({ block }: { block: number }) {
  const { chain } = useEndpoints();
  const explorer = `https://polkadot.js.org/apps/?rpc=${encodeURIComponent(chain)}#/explorer/query/${block}`;
  return (
    <a href={explorer} target="_blank" rel="noreferrer" title="open in an explorer">
      {block.toLocaleString('en')}
    </a>
  );
}
