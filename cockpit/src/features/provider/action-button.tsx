import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { Button } from '../../components/button.tsx';
import { ErrorState } from '../../components/state.tsx';
import { useBot } from './bot-context.tsx';

/** Does something in the bot and reads it anew. */
export function useAction<T>(schema: z.ZodType<T>) {
  const { client, key } = useBot();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body = {} }: { path: string; body?: unknown }) =>
      client.ask(path, schema, { method: 'POST', body }),
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
}

/** Buttons of what can be done; for a token that may not, nothing: the line above all views says why. */
export function Actions({ action, children }: { action: { readonly error: unknown }; children: ReactNode }) {
  return (
    <>
      {children}
      {action.error !== null && <ErrorState error={action.error} />}
    </>
  );
}

export function ActionButton({
  action,
  path,
  body,
  tone = 'plain',
  label,
  children,
}: {
  action: ReturnType<typeof useAction>;
  path: string;
  body?: unknown;
  tone?: 'plain' | 'primary' | 'danger';
  /** When the text alone doesn't say what it is about. */
  label?: string;
  children: ReactNode;
}) {
  return (
    <Button
      size="s"
      tone={tone}
      disabled={action.isPending}
      aria-label={label}
      onClick={() => action.mutate({ path, body })}
    >
      {children}
    </Button>
  );
}
