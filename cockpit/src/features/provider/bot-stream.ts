import type { BotClient } from './bot-client.ts';

export interface StreamEvent {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

export interface StreamReader {
  /** `gap`: some were lost in between. */
  onEvent(event: StreamEvent): void;
  onState(state: { readonly connected: boolean; readonly error: unknown }): void;
}

const RETRY_MS = 3_000;

/**
 * Follows server-sent events by fetch, as `EventSource` can send no token; comes back by itself where it was. A refusal
 * for good (401, 403) ends it.
 * @returns what ends it
 */
export function followBot(
  client: Pick<BotClient, 'open'>,
  path: string,
  reader: StreamReader,
  retryMs = RETRY_MS,
): () => void {
  const abort = new AbortController();
  let lastId: string | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const run = async () => {
    try {
      const headers: Record<string, string> = lastId === undefined ? {} : { 'last-event-id': lastId };
      const response = await client.open(path, headers, abort.signal);
      reader.onState({ connected: true, error: null });
      await readEvents(response, (event) => {
        lastId = event.id || lastId;
        if (event.data !== '' && event.event !== '') reader.onEvent(event);
      });
      throw new TypeError('the stream ended');
    } catch (error) {
      if (abort.signal.aborted) return;
      const code = (error as { code?: string }).code;
      reader.onState({ connected: false, error });
      if (code === 'UNAUTHORISED' || code === 'FORBIDDEN') return;
      retry = setTimeout(() => void run(), retryMs);
    }
  };
  void run();
  return () => {
    abort.abort();
    clearTimeout(retry);
  };
}

async function readEvents(response: Response, give: (event: StreamEvent) => void): Promise<void> {
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  let text = '';
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done) return;
    text += decoder.decode(value, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) give(eventOf(block));
  }
}

function eventOf(block: string): StreamEvent {
  const field = (name: string) =>
    block
      .split('\n')
      .filter((line) => line.startsWith(`${name}:`))
      .map((line) => line.slice(name.length + 1).replace(/^ /, ''))
      .join('\n');
  return { id: field('id'), event: field('event'), data: field('data') };
}
