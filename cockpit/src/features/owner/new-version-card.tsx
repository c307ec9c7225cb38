import { formatAiro } from '@airo/chain-types/model';
import { createDxClient } from '@airo/dx-node/schemas';
import { encodeManifest, type ModelManifest, parseManifest, sha256 } from '@airo/wingman/schemas';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { ErrorState } from '../../components/state.tsx';
import { useEndpoints } from '../../settings/endpoints-context.tsx';
import { type Facts, factsOfManifest, manifestTold, type WrongFacts, wrongFacts } from './facts.ts';
import { FactsFields } from './facts-fields.tsx';
import type { LiveModel } from './own-model-page.tsx';
import styles from './owner.module.css';
import { upload } from './upload.ts';
import { useSigning } from './use-signing.tsx';

const MAX_MANIFEST_BYTES = 1024 * 1024;

/** The newest manifest to change; the file, its inputs and its reference answers stay what they are. */
export function NewVersionCard({ live }: { live: LiveModel }) {
  const { dx } = useEndpoints();
  const { hash } = (live.model.next ?? live.model).manifest;
  const [isOpen, setOpen] = useState(false);
  const manifest = useQuery({
    queryKey: ['manifest', hash],
    queryFn: async () =>
      parseManifest(await createDxClient({ url: dx }).get(hash, { maxBytes: MAX_MANIFEST_BYTES })),
    enabled: isOpen,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Card title="New version">
      {isOpen ? (
        <QueryView query={manifest} what="the manifest" rows={5}>
          {(it) => <VersionForm key={hash} live={live} manifest={it} onDone={() => setOpen(false)} />}
        </QueryView>
      ) : (
        <div className={styles.stack}>
          <p className={styles.note}>
            Its name, description, licence, labels or limits. The model file stays: other weights are another
            model.
          </p>
          <div className={styles.actions}>
            <Button onClick={() => setOpen(true)}>Write a new version</Button>
          </div>
        </div>
      )}
    </Card>
  );
}

function VersionForm({
  live: { model, rules },
  manifest,
  onDone,
}: {
  live: LiveModel;
  manifest: ModelManifest;
  onDone: () => void;
}) {
  const { dx } = useEndpoints();
  const { sign, failure } = useSigning();
  const [facts, setFacts] = useState<Facts>(() => factsOfManifest(manifest, formatAiro(model.royalty)));
  const [wrong, setWrong] = useState<WrongFacts>({});
  const [error, setError] = useState<unknown>();
  const [isSame, setSame] = useState(false);
  const version = (model.next?.version ?? model.version) + 1;
  const publish = async () => {
    const problems = wrongFacts(facts, manifest, rules);
    setWrong(problems);
    if (Object.keys(problems).length > 0) return;
    const { labels: _, ...kept } = manifest;
    const { labels, ...told } = manifestTold(facts);
    const bytes = encodeManifest({
      ...kept,
      ...told,
      ...(labels ? { labels: [...labels] } : {}),
    } as ModelManifest);
    const hash = await sha256(bytes);
    const isUnchanged = hash === (model.next ?? model).manifest.hash;
    setSame(isUnchanged);
    if (isUnchanged) return;
    // On Dx before it is signed: who reads the new hash on chain finds its bytes.
    await upload(dx, hash, bytes, () => {});
    sign(
      {
        title: `Publish version ${version}`,
        lines: [
          ['Name', facts.name],
          ['In force', `once ${rules.minAttestations} bonded providers have attested it`],
          ...(model.status.kind === 'listed'
            ? [['Until then', `orders go on with version ${model.version}`] as const]
            : []),
          ...(model.next ? [[`Version ${model.next.version}, which waits`, 'is dropped'] as const] : []),
        ],
        call: ({ models }) => models.setManifest(model.id, { hash, size: BigInt(bytes.byteLength) }, null),
      },
      onDone,
    );
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    publish().catch(setError);
  };
  return (
    <form className={styles.stack} onSubmit={submit} noValidate>
      <FactsFields facts={facts} wrong={wrong} onChange={setFacts} ofManifest />
      {isSame && <p role="alert">Nothing is changed yet: this is what the newest version says.</p>}
      <div className={styles.actions}>
        <Button type="submit" tone="primary">
          Publish version {version}
        </Button>
        <Button onClick={onDone}>Leave it</Button>
      </div>
      {error !== undefined && <ErrorState error={error} />}
      {failure}
    </form>
  );
}
