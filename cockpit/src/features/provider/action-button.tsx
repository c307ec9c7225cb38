import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { Button } from '../../components/button.tsx';
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

/** A button of it; a token that may not do it gets none, and the line above all views says why. */
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
