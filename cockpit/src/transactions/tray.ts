/** How far a transaction has come. */
export type TransactionState =
  | { readonly kind: 'signing' }
  | { readonly kind: 'included'; readonly block: number }
  | { readonly kind: 'final'; readonly block: number }
  | { readonly kind: 'failed'; readonly error: unknown };

export interface TrayItem {
  readonly id: number;
  readonly title: string;
  readonly at: number;
  readonly state: TransactionState;
}

export type TrayChange =
  | { readonly type: 'added'; readonly item: TrayItem }
  | { readonly type: 'moved'; readonly id: number; readonly state: TransactionState }
  | { readonly type: 'cleared' };

const KEPT = 30;

/** Newest first; clearing leaves those that are on their way. */
export function nextTray(tray: readonly TrayItem[], change: TrayChange): readonly TrayItem[] {
  switch (change.type) {
    case 'added':
      return [change.item, ...tray].slice(0, KEPT);
    case 'moved':
      return tray.map((item) => (item.id === change.id ? { ...item, state: change.state } : item));
    case 'cleared':
      return tray.filter(isPending);
  }
}

export const isPending = ({ state }: TrayItem): boolean =>
  state.kind === 'signing' || state.kind === 'included';
