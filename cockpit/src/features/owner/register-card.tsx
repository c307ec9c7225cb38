import type { AccountId, ChainParameters, ModelId } from '@airo/chain-types/model';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Money } from '../../components/money.tsx';
import { Progress } from '../../components/progress.tsx';
import { ErrorState } from '../../components/state.tsx';
import { duration } from '../../components/time.tsx';
import { useIndexer } from '../../indexer/indexer-context.tsx';
import { useEndpoints } from '../../settings/endpoints-context.tsx';
import { useTransactions } from '../../transactions/transactions-context.tsx';
import { amountOf } from './amount.ts';
import { factsOf, manifestFacts, parentOf, type WrongFacts, wrongFacts } from './facts.ts';
import { FactsFields } from './facts-fields.tsx';
import { type ModelFile, mebibytes } from './model-file.ts';
import styles from './owner.module.css';
import { OwnerError } from './owner-error.ts';
import type { References } from './reference-run.ts';
import { ensureFree, ensureParent, registerModel, type Stage } from './register-model.ts';

type Progressing =
  | { readonly kind: 'none' }
  | { readonly kind: 'checking' }
  | Stage
  | { readonly kind: 'done'; readonly model: ModelId }
  | { readonly kind: 'failed'; readonly error: unknown };

/** What the owner tells of the model, what it costs, and how far the registration is. */
export function RegisterCard({
  file,
  references,
  rules: { models: rules, blockMs },
  owner,
}: {
  file: ModelFile;
  references: References;
  rules: { readonly models: ChainParameters['models']; readonly blockMs: number };
  owner: string;
}) {
  const [facts, setFacts] = useState(() => factsOf(file));
  const [wrong, setWrong] = useState<WrongFacts>({});
  const [now, setNow] = useState<Progressing>({ kind: 'none' });
  const { ask } = useTransactions();
  const { dx } = useEndpoints();
  const indexer = useIndexer();
  const queries = useQueryClient();
  const isBusy = !['none', 'done', 'failed'].includes(now.kind);

  const namesake = async (): Promise<WrongFacts> => {
    const name = facts.name.trim();
    // Nothing forbids two models of one name; who can't ask goes on.
    const found = await queries
      .fetchQuery(indexer.modelsPage({ search: name, limit: 100 }))
      .catch(() => null);
    const other = found?.items.find((it) => it.manifest?.name?.toLowerCase() === name.toLowerCase());
    return other
      ? { name: `Model ${other.id} has this name already: choose one that tells them apart.` }
      : {};
  };

  const register = async () => {
    const typed = wrongFacts(facts, file.model, rules);
    const problems = Object.keys(typed).length > 0 ? typed : await namesake();
    setWrong(problems);
    const royalty = amountOf(facts.royalty);
    if (Object.keys(problems).length > 0 || royalty === null) return setNow({ kind: 'none' });
    const parent = parentOf(facts);
    const { manifestFromOnnx } = await import('@airo/wingman/onnx');
    const manifest = {
      ...(await manifestFromOnnx(file.bytes, manifestFacts(facts))),
      reference: references.entries,
    };
    const permission = await ask({
      title: 'Register the model',
      lines: [
        ['Model', `${manifest.name}, ${mebibytes(file.bytes.byteLength)}`],
        ['You get of each inference', <Money key="r" airo={royalty} />],
        ...(parent
          ? [
              [
                `Of that, the owner of model ${parent.model} gets`,
                `${(parent.share * 100).toLocaleString('en')} %, for good`,
              ] as const,
            ]
          : []),
        ['Held until you remove the model', <Money key="d" airo={rules.modelDeposit} />],
        ['Held until it is registered', <Money key="c" airo={rules.commitDeposit} />],
        [
          'Signed twice',
          `a sealed claim first, the model about ${duration(rules.commitAge * blockMs)} later`,
        ],
        ['Public from then on', 'the file, its description and the reference answers: they are on Dx'],
      ],
      count: 2,
      // To know the fee; the manifest's hash changes nothing of it.
      call: async (chain) => {
        await ensureFree(chain, file);
        await ensureParent(chain, parent);
        const call = chain.models.register({
          artifact: { hash: file.hash, size: BigInt(file.bytes.byteLength) },
          manifest: { hash: file.hash, size: 1n },
          weightsRoot: file.hash,
          royalty,
          parent,
          salt: file.hash,
        });
        const [balance, fee] = await Promise.all([
          chain.balance(owner as AccountId),
          chain.fee(call, owner as AccountId),
        ]);
        const deposit = rules.modelDeposit > rules.commitDeposit ? rules.modelDeposit : rules.commitDeposit;
        if (balance < deposit + 2n * fee) {
          throw new OwnerError(
            'BALANCE_TOO_LOW',
            'The account can not pay the deposit and the fees: pay some AIRO in, or choose another account.',
            {},
          );
        }
        return call;
      },
    });
    if (!permission) return setNow({ kind: 'none' });
    const model = await registerModel(
      { file, manifest, references: references.blobs, royalty, parent, owner: owner as AccountId },
      { permission, dx, storage: localStorage, progress: setNow },
    );
    setNow({ kind: 'done', model });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setNow({ kind: 'checking' });
    register().catch((error: unknown) => setNow({ kind: 'failed', error }));
  };

  return (
    <Card title="3. Describe and register">
      <form className={styles.stack} onSubmit={submit} noValidate>
        <FactsFields facts={facts} wrong={wrong} onChange={setFacts} />
        <p className={styles.note}>
          A deposit of <Money airo={rules.modelDeposit} /> is held until you remove the model. It can be
          ordered once {rules.minAttestations} bonded providers have run it and attested it.
        </p>
        <div className={styles.actions}>
          <Button type="submit" tone="primary" disabled={isBusy || now.kind === 'done'}>
            Register
          </Button>
        </div>
      </form>
      {now.kind === 'uploading' && (
        <Progress
          label={`To Dx: ${mebibytes(now.sent)} of ${mebibytes(now.total)}`}
          value={now.sent}
          max={now.total}
        />
      )}
      <p role="status">{WORDS[now.kind]}</p>
      {now.kind === 'failed' && <ErrorState error={now.error} />}
      {now.kind === 'done' && (
        <p>
          <a href={`#/owner/models/${now.model}`}>Model {now.model}</a> is yours. Providers can attest it now.
        </p>
      )}
    </Card>
  );
}

const WORDS: Readonly<Record<Progressing['kind'], string>> = {
  none: '',
  checking: 'Checking …',
  uploading: 'The bytes go to Dx …',
  committing: 'The sealed claim goes on chain …',
  waiting: 'The claim has to be a few blocks old; keep this page open …',
  registering: 'The model goes on chain …',
  done: 'Registered.',
  failed: '',
};
