import type { PictureInput } from '@airo/wingman/schemas';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Money } from '../../components/money.tsx';
import { PagedRows } from '../../components/paged-rows.tsx';
import { Progress } from '../../components/progress.tsx';
import { ErrorState } from '../../components/state.tsx';
import { measuredTime } from '../../components/time.tsx';
import { useEndpoints } from '../../settings/endpoints-context.tsx';
import { useTransactions } from '../../transactions/transactions-context.tsx';
import { askPictures } from './ask-pictures.ts';
import { AskingFrame } from './asking-frame.tsx';
import type { Picture } from './picture.ts';
import { PictureDrop } from './picture-drop.tsx';
import { type Result, resultOf, toCsv } from './results.ts';
import { fitsTestPictures, loadTestPictures } from './test-pictures.ts';
import styles from './try-it.module.css';
import type { Asking } from './use-asking.ts';

const route = getRouteApi('/agreements/$agreement/batch');
const TESTS = 20;

/** Many pictures at once, their answers as a table and as a file. */
export function BatchPage() {
  const { agreement } = route.useParams();
  return (
    <AskingFrame agreement={agreement} title="Many at once">
      {(asking) => <Batch asking={asking} />}
    </AskingFrame>
  );
}

function Batch({ asking }: { asking: Asking & { readonly input: PictureInput } }) {
  const { agreement, input, manifest } = asking;
  const { dx } = useEndpoints();
  const { ask } = useTransactions();
  const [pictures, setPictures] = useState<readonly Picture[]>([]);
  const [results, setResults] = useState<readonly Result[]>([]);
  const [isAsking, setAsking] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const take = (next: readonly Picture[]) => {
    setPictures(next);
    setResults([]);
  };
  const send = async () => {
    setFailure(undefined);
    setResults([]);
    try {
      const permission = await ask({
        title: `Ask about ${pictures.length} pictures`,
        lines: [
          [
            'When all are answered well, they cost',
            <Money key="p" airo={agreement.price * BigInt(pictures.length)} />,
          ],
        ],
        count: Math.ceil(pictures.length / agreement.maxOpen),
        call: (chain) =>
          chain.execution.postRequests(
            agreement.id,
            pictures
              .slice(0, agreement.maxOpen)
              .map(() => ({ payload: { hash: `0x${'0'.repeat(64)}`, size: 1n }, units: 1 })),
          ),
      });
      if (!permission) return;
      setAsking(true);
      await askPictures({
        chain: permission.chain,
        consumer: permission,
        dx,
        agreement,
        input,
        pictures,
        progress: () => {},
        replied: (i, reply) => {
          const picture = pictures[i];
          if (picture) setResults((before) => [...before, resultOf(picture, reply, manifest.labels)]);
        },
      });
    } catch (error) {
      setFailure(error);
    } finally {
      setAsking(false);
    }
  };
  return (
    <div className={styles.stack}>
      <Card title="Pictures">
        <PictureDrop input={input} multiple onPictures={take} />
        <div className={styles.actions}>
          {fitsTestPictures(input) && (
            <Button
              disabled={isAsking}
              onClick={() => void loadTestPictures().then((all) => take(all.slice(0, TESTS)), setFailure)}
            >
              Take {TESTS} test pictures
            </Button>
          )}
          <Button tone="primary" disabled={pictures.length === 0 || isAsking} onClick={() => void send()}>
            {pictures.length === 0 ? 'Ask about them' : `Ask about ${pictures.length} pictures`}
          </Button>
        </div>
        {(isAsking || results.length > 0) && (
          <Progress
            label={`${results.length} of ${pictures.length} answered`}
            value={results.length}
            max={pictures.length}
          />
        )}
        {failure !== undefined && <ErrorState error={failure} />}
      </Card>
      {results.length > 0 && <Results results={results} />}
    </div>
  );
}

function Results({ results }: { results: readonly Result[] }) {
  const judged = results.filter(({ truth }) => truth !== null);
  const right = judged.filter(({ truth, label }) => truth === label).length;
  return (
    <Card
      title={judged.length > 0 ? `${right} of ${judged.length} right` : 'Answers'}
      actions={
        <div className={styles.actions}>
          <Button size="s" onClick={() => save('answers.csv', 'text/csv', toCsv(results))}>
            CSV
          </Button>
          <Button
            size="s"
            onClick={() => save('answers.json', 'application/json', JSON.stringify(results, null, 2))}
          >
            JSON
          </Button>
        </div>
      }
    >
      <PagedRows
        what="answers"
        rows={results}
        rowKey={({ picture }) => picture}
        columns={[
          { head: 'Picture', cell: ({ picture }) => picture },
          { head: 'Answer', cell: ({ label, problem }) => label ?? problem },
          {
            head: 'Sure',
            align: 'end',
            cell: ({ share }) => (share === null ? '–' : `${(share * 100).toFixed(1)} %`),
          },
          { head: 'Really', cell: ({ truth }) => truth ?? '–' },
          { head: 'Took', align: 'end', cell: ({ ms }) => (ms === null ? '–' : measuredTime(ms)) },
        ]}
      />
    </Card>
  );
}

function save(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
