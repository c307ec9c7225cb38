import { type ErrorComponentProps, Link } from '@tanstack/react-router';
import { Button } from '../components/button.tsx';
import { Page } from '../components/page.tsx';
import { EmptyState, ErrorState } from '../components/state.tsx';

/** A view that broke; the rest of the page works on. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  return (
    <Page title="This page broke">
      <ErrorState error={error} retry={reset} />
    </Page>
  );
}

export function NotFound() {
  return (
    <Page title="No such page">
      <EmptyState title="The link leads nowhere">
        <Button asChild tone="primary">
          <Link to="/">To the catalogue</Link>
        </Button>
      </EmptyState>
    </Page>
  );
}
