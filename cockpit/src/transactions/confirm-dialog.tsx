import type { AccountId, Call, ChainClient } from '@airo/chain-types/model';
import { useQuery } from '@tanstack/react-query';
import { Address } from '../components/address.tsx';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Facts } from '../components/facts.tsx';
import { Money } from '../components/money.tsx';
import { ErrorState, LoadingState } from '../components/state.tsx';
import type { WalletAccount } from '../wallets/account.ts';
import type { TransactionRequest } from './request.ts';

/** What will be signed, in words, with the fee; nothing is signed before the person says so. */
export function ConfirmDialog({
  request,
  account,
  connect,
  onAnswer,
}: {
  request: TransactionRequest;
  account: WalletAccount;
  connect: () => Promise<ChainClient>;
  onAnswer: (ready: { chain: ChainClient; call: Call } | null) => void;
}) {
  const { count = 1 } = request;
  const prepared = useQuery({
    queryKey: ['transaction', request.title, account.address],
    queryFn: async () => {
      const chain = await connect();
      const call = await request.call(chain);
      const payer = account.address as AccountId;
      const [fee, balance] = await Promise.all([chain.fee(call, payer), chain.balance(payer)]);
      return { chain, call, fee: fee * BigInt(count), balance };
    },
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    structuralSharing: false,
  });
  const { data } = prepared;
  return (
    <Dialog
      open
      onClose={() => onAnswer(null)}
      title={request.title}
      description="Nothing is signed or sent before you say so."
      actions={
        <>
          <Button onClick={() => onAnswer(null)}>Cancel</Button>
          <Button
            tone="primary"
            disabled={!data}
            onClick={() => data && onAnswer({ chain: data.chain, call: data.call })}
          >
            {account.kind === 'extension' ? 'Sign in the wallet' : 'Sign and send'}
          </Button>
        </>
      }
    >
      <Facts items={request.lines} />
      {prepared.error ? (
        <ErrorState error={prepared.error} retry={() => void prepared.refetch()} />
      ) : data ? (
        <Facts
          items={[
            ['Signed by', <Address key="by" address={account.address} name={account.name} />],
            [
              count === 1 ? 'Fee' : `Fees of ${count} transactions, about`,
              <Money key="fee" airo={data.fee} />,
            ],
            ['Spendable before', <Money key="balance" airo={data.balance} />],
          ]}
        />
      ) : (
        <LoadingState what="the fee" rows={2} />
      )}
    </Dialog>
  );
}
