import { mayAct, type Role, restCallerSchema } from '@airo/wingman/schemas';
import { infiniteQueryOptions, queryOptions, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { z } from 'zod';
import type { BotClient } from './bot-client.ts';
import { followBot } from './bot-stream.ts';

/** So often what is shown is read anew, beside what events tell. */
const EVERY_MS = 10_000;
const REFRESH_MS = 500;

const BotContext = createContext<{
  readonly client: BotClient;
  readonly role: Role;
  readonly connected: boolean;
} | null>(null);

export const callerQuery = (client: BotClient) => botQueries(client).one('/v1/caller', restCallerSchema);

/** The bot that the views are about. What happens in it makes what was read stale. */
export function BotProvider({
  client,
  role,
  children,
}: {
  client: BotClient;
  role: Role;
  children: ReactNode;
}) {
  const queries = useQueryClient();
  const [connected, setConnected] = useState(true);
  useEffect(() => {
    let refresh: ReturnType<typeof setTimeout> | undefined;
    const stale = () => {
      refresh ??= setTimeout(() => {
        refresh = undefined;
        void queries.invalidateQueries({ queryKey: ['bot', client.url] });
      }, REFRESH_MS);
    };
    let wasLost = false;
    const kinds = 'decision,agreement,request,earned,config,control,breakers';
    const end = followBot(client, `/v1/events/stream?kinds=${kinds}`, {
      onEvent: stale,
      onState: (state) => {
        if (state.connected && wasLost) stale();
        wasLost = !state.connected;
        setConnected(state.connected);
      },
    });
    return () => {
      end();
      clearTimeout(refresh);
    };
  }, [client, queries]);
  return <BotContext value={{ client, role, connected }}>{children}</BotContext>;
}

export function useBot() {
  const bot = useContext(BotContext);
  if (!bot) throw new TypeError('useBot needs a BotProvider around it');
  return { ...bot, may: (role: Role) => mayAct(bot.role, role), ...botQueries(bot.client) };
}

function botQueries(client: BotClient) {
  const key = ['bot', client.url];
  return {
    one: <T,>(path: string, schema: z.ZodType<T>) =>
      queryOptions({
        queryKey: [...key, path],
        queryFn: ({ signal }) => client.ask(path, schema, { signal }),
        refetchInterval: EVERY_MS,
        retry: false,
      }),
    pages: <T,>(path: string, schema: z.ZodType<T>) =>
      infiniteQueryOptions({
        queryKey: [...key, path, 'pages'],
        queryFn: ({ signal, pageParam }) => client.page(pageParam, z.array(schema), signal),
        initialPageParam: path,
        getNextPageParam: ({ next }) => next,
        refetchInterval: EVERY_MS,
        retry: false,
      }),
    /** Reads everything of the bot anew, after a change. */
    key,
  };
}
