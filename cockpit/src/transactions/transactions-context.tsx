import type { Call, ChainClient, Inclusion, TransactionQueue } from '@airo/chain-types/model';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useMemo,
  useReducer,
  useRef,
  useState,
} from 'react';
import { useConnect } from '../chain/chain-context.tsx';
import type { WalletAccount } from '../wallets/account.ts';
import { useWallet } from '../wallets/wallet-context.tsx';
import { WalletError } from '../wallets/wallet-error.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { finality } from './finality.ts';
import type { Permission, TransactionRequest } from './request.ts';
import { nextTray, type TrayItem } from './tray.ts';

interface Transactions {
  readonly tray: readonly TrayItem[];
  clear(): void;
  /**
   * Asks the person, then gives leave to sign. null: the person said no.
   * @throws WalletError NO_ACCOUNT (the choice of accounts opens), READ_ONLY; ChainError CHAIN_UNAVAILABLE
   */
  ask(request: TransactionRequest): Promise<Permission | null>;
  /** Asks, signs and sends that one call; resolves when it is in a block. null: the person said no. */
  transact(request: TransactionRequest): Promise<Inclusion | null>;
}

const TransactionsContext = createContext<Transactions | null>(null);

interface Question {
  readonly request: TransactionRequest;
  readonly account: WalletAccount;
  readonly answer: (ready: { chain: ChainClient; call: Call } | null) => void;
}

let lastId = 0;

export function TransactionsProvider({ children }: { children: ReactNode }) {
  const connect = useConnect();
  const { account, setChoosing } = useWallet();
  const [tray, change] = useReducer(nextTray, []);
  const [question, setQuestion] = useState<Question | null>(null);
  const queues = useRef(new Map<string, Promise<TransactionQueue>>());

  const submit = useCallback(
    async (chain: ChainClient, signer: WalletAccount, call: Call, title: string): Promise<Inclusion> => {
      lastId += 1;
      const id = lastId;
      change({ type: 'added', item: { id, title, at: Date.now(), state: { kind: 'signing' } } });
      try {
        const queue = await queueOf(queues.current, chain, signer);
        const inclusion = await queue.submit(call);
        const { number } = inclusion.block;
        change({ type: 'moved', id, state: { kind: 'included', block: number } });
        finality(chain, inclusion.block).then(
          () => change({ type: 'moved', id, state: { kind: 'final', block: number } }),
          () => {},
        );
        return inclusion;
      } catch (error) {
        change({ type: 'moved', id, state: { kind: 'failed', error } });
        throw error;
      }
    },
    [],
  );

  const ask = useCallback(
    async (request: TransactionRequest): Promise<Permission | null> => {
      if (account === null) {
        setChoosing(true);
        throw new WalletError('NO_ACCOUNT', 'Choose an account first, then do it again.', null);
      }
      if (account.kind === 'watch') {
        throw new WalletError(
          'READ_ONLY',
          'This account can only be looked at: choose one that signs, then do it again.',
          null,
        );
      }
      const ready = await new Promise<{ chain: ChainClient; call: Call } | null>((answer) =>
        setQuestion({ request, account, answer }),
      );
      setQuestion(null);
      return (
        ready && {
          ...ready,
          submit: (call, title = request.title) => submit(ready.chain, account, call, title),
        }
      );
    },
    [account, setChoosing, submit],
  );

  const transactions = useMemo<Transactions>(
    () => ({
      tray,
      clear: () => change({ type: 'cleared' }),
      ask,
      async transact(request) {
        const permission = await ask(request);
        return permission?.submit(permission.call) ?? null;
      },
    }),
    [tray, ask],
  );
  return (
    <TransactionsContext value={transactions}>
      {children}
      {question && (
        <ConfirmDialog
          request={question.request}
          account={question.account}
          connect={connect}
          onAnswer={question.answer}
        />
      )}
    </TransactionsContext>
  );
}

/** One queue an account: nonces stay serial however many transactions are on their way. */
function queueOf(
  queues: Map<string, Promise<TransactionQueue>>,
  chain: ChainClient,
  account: WalletAccount,
): Promise<TransactionQueue> {
  const name = `${account.kind} ${account.address}`;
  const known = queues.get(name);
  if (known) return known;
  const queue = import('../wallets/keys.ts').then(async ({ keyOf }) =>
    chain.transactions(await keyOf(account), { batchMs: 0 }),
  );
  queues.set(name, queue);
  queue.catch(() => queues.delete(name));
  return queue;
}

/** Signing and what was signed. */
export function useTransactions(): Transactions {
  const transactions = useContext(TransactionsContext);
  if (!transactions) throw new TypeError('useTransactions needs a TransactionsProvider around it');
  return transactions;
}
