import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { storeAccount, storedAccount, type WalletAccount } from './account.ts';

interface Wallet {
  readonly account: WalletAccount | null;
  choose(account: WalletAccount | null): void;
  /** Whether the dialog in which an account is chosen is open. */
  readonly isChoosing: boolean;
  setChoosing(open: boolean): void;
}

const WalletContext = createContext<Wallet | null>(null);

export function WalletProvider({ children }: { children: ReactNode }) {
  const [account, setAccount] = useState(() => storedAccount(localStorage));
  const [isChoosing, setChoosing] = useState(false);
  const wallet = useMemo<Wallet>(
    () => ({
      account,
      choose(next) {
        storeAccount(localStorage, next);
        setAccount(next);
      },
      isChoosing,
      setChoosing,
    }),
    [account, isChoosing],
  );
  return <WalletContext value={wallet}>{children}</WalletContext>;
}

/** Who the page acts for. */
export function useWallet(): Wallet {
  const wallet = useContext(WalletContext);
  if (!wallet) throw new TypeError('useWallet needs a WalletProvider around it');
  return wallet;
}
