import { useState } from 'react';
import { useChainValue } from '../../chain/chain-value.ts';
import { Button } from '../../components/button.tsx';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { EmptyState } from '../../components/state.tsx';
import { useWallet } from '../../wallets/wallet-context.tsx';
import { FileCard } from './file-card.tsx';
import type { ModelFile } from './model-file.ts';
import styles from './owner.module.css';
import { ReferenceCard } from './reference-card.tsx';
import type { References } from './reference-run.ts';
import { RegisterCard } from './register-card.tsx';

/** From a file to an NFT. */
export function RegisterPage() {
  const { account, setChoosing } = useWallet();
  const [file, setFile] = useState<ModelFile | null>(null);
  const [references, setReferences] = useState<References | null>(null);
  const rules = useChainValue(['model-rules'], async (chain) => ({
    models: (await chain.parameters()).models,
    blockMs: chain.constants.blockTimeMs,
  }));
  return (
    <Page
      title="Register a model"
      lead="You get an NFT of it, and a royalty of every inference that is paid."
    >
      <div className={styles.stack}>
        <FileCard
          file={file}
          onFile={(next) => {
            setFile(next);
            setReferences(null);
          }}
        />
        {file && (
          <ReferenceCard key={file.hash} file={file} references={references} onReferences={setReferences} />
        )}
        {file &&
          references &&
          (account ? (
            <QueryView query={rules} what="the rules of the chain" rows={4}>
              {(it) => (
                <RegisterCard
                  key={file.hash}
                  file={file}
                  references={references}
                  rules={it}
                  owner={account.address}
                />
              )}
            </QueryView>
          ) : (
            <EmptyState title="Who registers it?">
              <Button tone="primary" onClick={() => setChoosing(true)}>
                Choose an account
              </Button>
            </EmptyState>
          ))}
      </div>
    </Page>
  );
}
