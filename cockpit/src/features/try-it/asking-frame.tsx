import type { PictureInput } from '@airo/wingman/schemas';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { EmptyState } from '../../components/state.tsx';
import { type Asking, useAsking } from './use-asking.ts';

/** Around both ways to ask: what is needed for it, or why it can't be done here. */
export function AskingFrame({
  agreement,
  title,
  children,
}: {
  agreement: number;
  title: string;
  children: (asking: Asking & { readonly input: PictureInput }) => ReactNode;
}) {
  const asking = useAsking(agreement);
  return (
    <Page
      title={title}
      lead={`By agreement ${agreement}${asking.data ? `, with ${asking.data.manifest.name}` : ''}.`}
      actions={
        <Button asChild>
          <Link to="/agreements/$agreement" params={{ agreement }}>
            To the agreement
          </Link>
        </Button>
      }
    >
      <QueryView query={asking} what="the model" rows={5}>
        {(it) => {
          if (it === null) return <EmptyState title="There is no open agreement of this number" />;
          const { input } = it;
          return input ? (
            children({ ...it, input })
          ) : (
            <EmptyState title="This model takes no pictures">
              It takes{' '}
              {it.manifest.inputs.map((i) => `${i.name}: ${i.datatype} [${i.shape.join(', ')}]`).join('; ')}.
              Ask it by the API.
            </EmptyState>
          );
        }}
      </QueryView>
    </Page>
  );
}
