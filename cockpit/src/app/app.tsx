import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, useState } from 'react';
import { ChainProvider } from '../chain/chain-context.tsx';
import { IndexerProvider } from '../indexer/indexer-context.tsx';
import { LiveProvider } from '../indexer/live-context.tsx';
import type { Endpoints } from '../settings/endpoints.ts';
import { EndpointsProvider } from '../settings/endpoints-context.tsx';
import { TransactionsProvider } from '../transactions/transactions-context.tsx';
import { WalletProvider } from '../wallets/wallet-context.tsx';
import { createQueryClient } from './query-client.ts';
import { createAppRouter } from './router.tsx';

/** The whole page: what it knows from outside, then the route. */
export function App({ endpoints }: { endpoints: Endpoints }) {
  const [queryClient] = useState(createQueryClient);
  const [router] = useState(createAppRouter);
  return (
    <StrictMode>
      <EndpointsProvider endpoints={endpoints}>
        <QueryClientProvider client={queryClient}>
          <IndexerProvider url={endpoints.indexer}>
            <LiveProvider url={endpoints.indexer}>
              <ChainProvider url={endpoints.chain}>
                <WalletProvider>
                  <TransactionsProvider>
                    <RouterProvider router={router} />
                  </TransactionsProvider>
                </WalletProvider>
              </ChainProvider>
            </LiveProvider>
          </IndexerProvider>
        </QueryClientProvider>
      </EndpointsProvider>
    </StrictMode>
  );
}
