import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { createBotClient } from '../../src/features/provider/bot-client.ts';

const hanging: typeof fetch = (_, init) =>
  new Promise((_resolve, reject) => {
    init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
  });

it('a bot that hangs is told like one that is gone', async () => {
  const client = createBotClient('http://127.0.0.1:9800', null, hanging, 10);
  await expect(client.ask('/v1/caller', z.unknown())).rejects.toMatchObject({ code: 'BOT_UNREACHABLE' });
});

it('what the page itself gave up is no failure of the bot', async () => {
  const abort = new AbortController();
  const asked = createBotClient('http://127.0.0.1:9800', null, hanging).ask('/v1/caller', z.unknown(), {
    signal: abort.signal,
  });
  abort.abort();
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
});
