/** A block's number, linked to what is in it. A plain link, as the tray of transactions stands outside of the routes. */
export function BlockLink({ block }: { block: number }) {
  return <a href={`#/blocks/${block}`}>{block.toLocaleString('en')}</a>;
}
