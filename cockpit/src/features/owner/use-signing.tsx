import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useCallback, useState } from 'react';
import { ErrorState } from '../../components/state.tsx';
import type { TransactionRequest } from '../../transactions/request.ts';
import { useTransactions } from '../../transactions/transactions-context.tsx';

/**
 * Signs one thing at a time: `failure` is what is shown when it did not go well. What the page shows of the chain is read
 * anew at once.
 */
export function useSigning(): {
  readonly sign: (request: TransactionRequest, done?: () => void) => void;
  readonly failure: ReactNode;
} {
  const { transact } = useTransactions();
  const queries = useQueryClient();
  const [error, setError] = useState<unknown>();
  const sign = useCallback(
    (request: TransactionRequest, done?: () => void) => {
      setError(undefined);
      transact(request)
        .then(async (inclusion) => {
          if (!inclusion) return;
          done?.();
          await queries.invalidateQueries({ queryKey: ['chain-value'] });
        })
        .catch(setError);
    },
    [transact, queries],
  );
  return { sign, failure: error === undefined ? null : <ErrorState error={error} /> };
}
