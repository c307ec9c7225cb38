import type { PictureInput } from '@airo/wingman/schemas';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { EmptyState, ErrorState } from '../../components/state.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { AskCard } from './ask-card.tsx';
import { AskingFrame } from './asking-frame.tsx';
import { DrawPad } from './draw-pad.tsx';
import type { Picture } from './picture.ts';
import { PictureDrop } from './picture-drop.tsx';
import { fitsTestPictures, loadTestPictures } from './test-pictures.ts';
import styles from './try-it.module.css';
import type { Asking } from './use-asking.ts';

const route = getRouteApi('/agreements/$agreement/try');

/** One picture to the model and its answer back. */
export function TryPage() {
  const { agreement } = route.useParams();
  return (
    <AskingFrame agreement={agreement} title="Try it">
      {(asking) => <TryIt asking={asking} />}
    </AskingFrame>
  );
}

function TryIt({ asking }: { asking: Asking & { readonly input: PictureInput } }) {
  const { input } = asking;
  const hasTests = fitsTestPictures(input);
  const [source, setSource] = useState<'test' | 'file' | 'draw'>(hasTests ? 'test' : 'file');
  const [picture, setPicture] = useState<Picture | null>(null);
  return (
    <div className={styles.columns}>
      <Card title="1. Take a picture">
        <Tabs
          label="Where the picture comes from"
          value={source}
          onChange={setSource}
          tabs={[
            ...(hasTests
              ? [
                  {
                    id: 'test' as const,
                    title: 'Test picture',
                    content: <TestPicture onPicture={setPicture} />,
                  },
                ]
              : []),
            { id: 'draw', title: 'Draw', content: <DrawPad input={input} onPicture={setPicture} /> },
            {
              id: 'file',
              title: 'File',
              content: <PictureDrop input={input} onPictures={([first]) => first && setPicture(first)} />,
            },
          ]}
        />
      </Card>
      {picture ? (
        <AskCard key={picture.name} asking={asking} picture={picture} />
      ) : (
        <Card title="2. Ask">
          <EmptyState title="No picture yet">
            Take one first: it is shown here as the model sees it.
          </EmptyState>
        </Card>
      )}
    </div>
  );
}

function TestPicture({ onPicture }: { onPicture: (picture: Picture) => void }) {
  const [isLoading, setLoading] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const take = async () => {
    setLoading(true);
    setFailure(undefined);
    try {
      const pictures = await loadTestPictures();
      const picture = pictures[Math.floor(Math.random() * pictures.length)];
      if (picture) onPicture(picture);
    } catch (error) {
      setFailure(error);
    } finally {
      setLoading(false);
    }
  };
  return (
    <div className={styles.stack}>
      <p className={styles.note}>
        512 pictures of clothes that the model has never seen, with what is on them.
      </p>
      <div className={styles.actions}>
        <Button tone="primary" disabled={isLoading} onClick={() => void take()}>
          Take one at random
        </Button>
      </div>
      {failure !== undefined && <ErrorState error={failure} />}
    </div>
  );
}
