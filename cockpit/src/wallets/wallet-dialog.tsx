import { parseAddress } from '@airo/chain-types';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useConnect } from '../chain/chain-context.tsx';
import { Button } from '../components/button.tsx';
import { middle } from '../components/copyable.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Field } from '../components/field.tsx';
import { ErrorState, LoadingState } from '../components/state.tsx';
import type { WalletAccount } from './account.ts';
import { devAccounts } from './dev-accounts.ts';
import { extensionAccounts } from './keys.ts';
import styles from './wallet.module.css';
import { useWallet } from './wallet-context.tsx';

/** The choice of an account: of an extension, a development chain's, or any to look at. */
export default function WalletDialog() {
  const { account, choose, setChoosing } = useWallet();
  const take = (next: WalletAccount | null) => {
    choose(next);
    setChoosing(false);
  };
  return (
    <Dialog
      open
      onClose={() => setChoosing(false)}
      title="Choose an account"
      description="Keys stay in your wallet. Each signature is asked for, with what it does and costs."
      actions={account && <Button onClick={() => take(null)}>Disconnect {account.name}</Button>}
    >
      <Extensions take={take} />
      <DevAccounts take={take} />
      <WatchOnly take={take} />
    </Dialog>
  );
}

type Take = (account: WalletAccount) => void;

function Extensions({ take }: { take: Take }) {
  const found = useMutation({ mutationFn: extensionAccounts });
  return (
    <section className={styles.group} aria-label="Browser extension">
      <h3>Browser extension</h3>
      {found.data ? (
        <Choices accounts={found.data} take={take} />
      ) : (
        <Button onClick={() => found.mutate()} disabled={found.isPending}>
          Ask the extensions in this browser
        </Button>
      )}
      {found.data?.length === 0 && <p className={styles.note}>They have no account for this page.</p>}
      {found.error && <ErrorState error={found.error} />}
    </section>
  );
}

function DevAccounts({ take }: { take: Take }) {
  const connect = useConnect();
  const accounts = useQuery({
    queryKey: ['dev-accounts'],
    queryFn: async () => ((await (await connect()).isDevelopment()) ? devAccounts() : []),
    staleTime: 60_000,
    retry: false,
  });
  if (accounts.data?.length === 0) return null;
  return (
    <section className={styles.group} aria-label="Development accounts">
      <h3>Development accounts</h3>
      {accounts.data ? (
        <>
          <p className={styles.note}>Everybody knows their keys. This chain is for development only.</p>
          <Choices accounts={accounts.data} take={take} />
        </>
      ) : accounts.error ? (
        <ErrorState error={accounts.error} retry={() => void accounts.refetch()} />
      ) : (
        <LoadingState what="development accounts" rows={2} />
      )}
    </section>
  );
}

function Choices({ accounts, take }: { accounts: readonly WalletAccount[]; take: Take }) {
  return (
    <ul className={styles.list}>
      {accounts.map((account) => (
        <li key={`${account.kind} ${account.address}`}>
          <Button className={styles.choice} onClick={() => take(account)}>
            <span>{account.name}</span>
            <code className={styles.code}>{middle(account.address)}</code>
          </Button>
        </li>
      ))}
    </ul>
  );
}

function WatchOnly({ take }: { take: Take }) {
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState<string>();
  return (
    <form
      className={styles.address}
      onSubmit={(event) => {
        event.preventDefault();
        try {
          const address = parseAddress(text.trim());
          take({ kind: 'watch', address, name: middle(address) });
        } catch {
          setWrong('This is no address: check it for a typing error.');
        }
      }}
    >
      <Field label="Only look, by address" error={wrong}>
        {(control) => (
          <input
            {...control}
            value={text}
            placeholder="5FHneW46…"
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => {
              setText(event.target.value);
              setWrong(undefined);
            }}
          />
        )}
      </Field>
      <Button type="submit">Look</Button>
    </form>
  );
}
