import { lazy, Suspense } from 'react';
import { Button } from '../components/button.tsx';
import { Icon } from '../components/icon.tsx';
import styles from './wallet.module.css';
import { useWallet } from './wallet-context.tsx';

const WalletDialog = lazy(() => import('./wallet-dialog.tsx'));

/** Who the page acts for, and the way to choose. */
export function WalletButton() {
  const { account, isChoosing, setChoosing } = useWallet();
  return (
    <>
      <Button onClick={() => setChoosing(true)} aria-haspopup="dialog">
        <Icon name="wallet" />
        <span className={styles.name}>{account?.name ?? 'Connect'}</span>
        {account?.kind === 'watch' && <span className="visually-hidden"> (read only)</span>}
      </Button>
      {isChoosing && (
        <Suspense>
          <WalletDialog />
        </Suspense>
      )}
    </>
  );
}
