import type { Reply } from '@airo/chain-types/consumer';
import type { Inclusion } from '@airo/chain-types/model';
import type { PictureInput } from '@airo/wingman/schemas';
import { useState } from 'react';
import { Bars } from '../../components/bars.tsx';
import { BlockLink } from '../../components/block-link.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Facts } from '../../components/facts.tsx';
import { Money } from '../../components/money.tsx';
import { ErrorState } from '../../components/state.tsx';
import { measuredTime } from '../../components/time.tsx';
import { useEndpoints } from '../../settings/endpoints-context.tsx';
import { useTransactions } from '../../transactions/transactions-context.tsx';
import { gradesOf } from './answer.ts';
import { askPictures } from './ask-pictures.ts';
import { ModelSees } from './model-sees.tsx';
import type { Picture } from './picture.ts';
import styles from './try-it.module.css';
import type { Asking } from './use-asking.ts';

const SHOWN = 10;
const STAGES = {
  uploaded: 'The picture is on Dx; its hash goes on chain …',
  posted: 'The request is in a block; the provider runs the model …',
  answered: 'The answer’s hash is on chain; its bytes come over Dx …',
} as const;

type Progress =
  | { readonly kind: 'none' }
  | { readonly kind: 'asking'; readonly says: string }
  | { readonly kind: 'done'; readonly reply: Reply; readonly inclusion: Inclusion | null }
  | { readonly kind: 'failed'; readonly error: unknown };

/** What the model will see, the question to the person, and what came back. */
export function AskCard({
  asking,
  picture,
}: {
  asking: Asking & { readonly input: PictureInput };
  picture: Picture;
}) {
  const { agreement, input, manifest } = asking;
  const { dx } = useEndpoints();
  const { ask } = useTransactions();
  const [progress, setProgress] = useState<Progress>({ kind: 'none' });
  const send = async () => {
    setProgress({ kind: 'none' });
    try {
      const permission = await ask({
        title: 'Ask the model',
        lines: [
          ['What is asked', picture.name],
          ['When it is answered well, it costs', <Money key="price" airo={agreement.price} />],
        ],
        // Only to know the fee: the picture goes to Dx when the person has said yes.
        call: (chain) =>
          chain.execution.postRequests(agreement.id, [
            { payload: { hash: `0x${'0'.repeat(64)}`, size: 1n }, units: 1 },
          ]),
      });
      if (!permission) return;
      setProgress({ kind: 'asking', says: 'The picture goes to Dx …' });
      let inclusion: Inclusion | null = null;
      const [reply] = await askPictures({
        chain: permission.chain,
        consumer: permission,
        dx,
        agreement,
        input,
        pictures: [picture],
        progress: (stage) => setProgress({ kind: 'asking', says: STAGES[stage] }),
        posted: (it) => {
          inclusion = it;
        },
      });
      if (reply) setProgress({ kind: 'done', reply, inclusion });
    } catch (error) {
      setProgress({ kind: 'failed', error });
    }
  };
  return (
    <>
      <Card title="2. Ask">
        <ModelSees picture={picture} input={input} />
        <p className={styles.note}>
          {picture.name}, as the model sees it: {input.datatype}, {input.width} × {input.height},{' '}
          {input.channels === 1 ? 'grey' : 'colour'}.
        </p>
        <div className={styles.actions}>
          <Button tone="primary" disabled={progress.kind === 'asking'} onClick={() => void send()}>
            Ask the model
          </Button>
        </div>
        <p role="status">{progress.kind === 'asking' ? progress.says : ''}</p>
        {progress.kind === 'failed' && <ErrorState error={progress.error} />}
      </Card>
      {progress.kind === 'done' && (
        <Card title="3. The answer">
          {progress.reply.ok ? (
            <Answer
              reply={progress.reply}
              labels={manifest.labels}
              truth={picture.truth}
              price={agreement.price}
              inclusion={progress.inclusion}
            />
          ) : (
            <ErrorState error={new TypeError(progress.reply.reason)} />
          )}
        </Card>
      )}
    </>
  );
}

function Answer({
  reply,
  labels,
  truth,
  price,
  inclusion,
}: {
  reply: Extract<Reply, { ok: true }>;
  labels: readonly string[] | undefined;
  truth: number | undefined;
  price: bigint;
  inclusion: Inclusion | null;
}) {
  const grades = gradesOf(reply.answer, labels);
  const { started, uploaded, posted, answered, downloaded } = reply.stamps;
  return (
    <>
      {grades ? (
        <Bars
          label="What the model says"
          items={grades.slice(0, SHOWN).map(({ label, share }) => ({
            name: label,
            share,
            text: `${(share * 100).toFixed(1)} %`,
          }))}
        />
      ) : (
        <p>It answered {reply.answer.byteLength} bytes that are no scores of classes.</p>
      )}
      <Facts
        items={[
          ...(truth === undefined
            ? []
            : [['What is really on it', labels?.[truth] ?? `class ${truth}`] as const]),
          ['From click to answer', measuredTime(downloaded - started)],
          ['Picture to Dx', measuredTime(uploaded - started)],
          ['Into a block', measuredTime(posted - uploaded)],
          ['Answered on chain', measuredTime(answered - posted)],
          ['Answer from Dx', measuredTime(downloaded - answered)],
          ['Cost of the inference', <Money key="c" airo={price} />],
          ...(inclusion
            ? [
                ['Fee of the request', <Money key="f" airo={inclusion.fee} />] as const,
                ['Request in block', <BlockLink key="b" block={inclusion.block.number} />] as const,
              ]
            : []),
        ]}
      />
    </>
  );
}
