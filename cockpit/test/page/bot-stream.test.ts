import { expect, it } from '@jest/globals';
import { waitFor } from '@testing-library/react';
import { BotError } from '../../src/features/provider/bot-error.ts';
import { followBot } from '../../src/features/provider/bot-stream.ts';

/** An answer that gives these pieces and ends. */
function answer(...pieces: string[]): Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
      controller.close();
    },
  });
  return new Response(body);
}

const WAIT = { timeout: 30_000 };

it('comes back to where it was, however the bytes were cut', async () => {
  const came: (string | undefined)[] = [];
  const answers = [
    () => answer('retry: 3000\nid: s-0\ndata:\n\nid: s-1\nevent: con', 'fig\ndata: {"a"', ':1}\n\n:\n\n'),
    () => {
      throw new BotError('BOT_UNREACHABLE', 'away', { status: null });
    },
    () => answer('id: s-2\nevent: gap\ndata: {}\n\n'),
  ];
  const events: unknown[] = [];
  const states: boolean[] = [];
  const open = async (_path: string, headers: Readonly<Record<string, string>>) => {
    came.push(headers['last-event-id']);
    return answers.shift()?.() ?? new Promise<Response>(() => {});
  };
  const end = followBot(
    { open },
    '/v1/events/stream',
    { onEvent: (event) => events.push(event), onState: ({ connected }) => states.push(connected) },
    1,
  );
  await waitFor(() => expect(came).toEqual([undefined, 's-1', 's-1', 's-2']), WAIT);
  end();
  expect(events).toEqual([
    { id: 's-1', event: 'config', data: '{"a":1}' },
    { id: 's-2', event: 'gap', data: '{}' },
  ]);
  expect(states).toEqual([true, false, false, true, false]);
});

it('does not ask again once it is refused for good', async () => {
  let asked = 0;
  const errors: unknown[] = [];
  const open = async () => {
    asked += 1;
    throw new BotError('FORBIDDEN', 'needs operator', { status: 403 });
  };
  followBot(
    { open },
    '/v1/logs/stream',
    { onEvent: () => {}, onState: ({ error }) => errors.push(error) },
    0,
  );
  await waitFor(() => expect(errors).toHaveLength(1), WAIT);
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(asked).toBe(1);
});
