const FOLDERS = { model: 'models', order: 'orders', agreement: 'agreements' } as const;

/** A model, order or agreement by its number, linked to its page. */
export function ThingLink({ kind, id }: { kind: keyof typeof FOLDERS; id: number }) {
  return (
    <a href={`#/${FOLDERS[kind]}/${id}`}>
      {kind} {id}
    </a>
  );
}
