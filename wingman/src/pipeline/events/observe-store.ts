import { formatAiro } from '../../domain/amount.ts';
import type { Change } from '../../ports/change.ts';
import type { Store } from '../../ports/store.ts';
import type { BotEvent } from '../../schemas/rest-events.ts';

/** An event without its time. */
type Happened = BotEvent extends infer E ? (E extends BotEvent ? Omit<E, 'at'> : never) : never;

/** The same store, which tells what was written once it was. */
export function observeStore(store: Store, now: () => number, tell: (event: BotEvent) => void): Store {
  const say = (...events: Happened[]) => {
    const at = now();
    for (const event of events) tell({ ...event, at } as BotEvent);
  };
  const told: Pick<Store, 'apply' | 'saveAlert' | 'saveState' | 'saveConfig' | 'recordTransaction'> = {
    async apply(changes, cursor) {
      await store.apply(changes, cursor);
      say(...changes.flatMap(eventsOf));
      if (cursor) say({ kind: 'block', number: cursor.block.number, finality: cursor.finality });
    },
    async saveAlert(alert) {
      await store.saveAlert(alert);
      const { id, state, payload } = alert;
      say({ kind: 'alert', id, state, type: payload.type, subject: payload.data.subject });
    },
    async saveState(name, value) {
      await store.saveState(name, value);
      if (name === 'control' || name === 'breakers') say({ kind: name });
    },
    async saveConfig(config, source) {
      const saved = await store.saveConfig(config, source);
      say({ kind: 'config', version: saved.version });
      return saved;
    },
    async recordTransaction(record) {
      await store.recordTransaction(record);
      const { call, subject, ok, error } = record;
      say({ kind: 'transaction', call, subject, ok, error });
    },
  };
  return new Proxy(store, {
    get(target, name) {
      const member: unknown = Reflect.get(name in told ? told : target, name);
      return typeof member === 'function' ? member.bind(name in told ? told : target) : member;
    },
  });
}

function eventsOf(change: Change): Happened[] {
  switch (change.type) {
    case 'order.outcome': {
      const { order, stage, reason, price, detail } = change.outcome;
      return [
        { kind: 'decision', order, stage, reason, price: price === null ? null : formatAiro(price), detail },
      ];
    }
    case 'agreement.opened':
      return [{ kind: 'agreement', agreement: change.agreement.id, state: 'open' }];
    case 'agreement.closed':
      return [{ kind: 'agreement', agreement: change.agreement, state: 'closed' }];
    case 'request.posted':
      return [
        { kind: 'request', agreement: change.request.agreement, index: change.request.index, state: 'open' },
      ];
    case 'request.computed':
    case 'request.refused':
    case 'request.answered': {
      const state = STATES[change.type];
      return [{ kind: 'request', agreement: change.agreement, index: change.index, state }];
    }
    case 'request.ended':
      return [{ kind: 'request', agreement: change.agreement, index: change.index, state: change.how }];
    case 'earned': {
      const { agreement, units, provider } = change.earning;
      return [{ kind: 'earned', agreement, units, provider: formatAiro(provider) }];
    }
    default:
      return [];
  }
}

const STATES = {
  'request.computed': 'computed',
  'request.refused': 'refused',
  'request.answered': 'answered',
} as const;
