import { json, type Received, type Reply, serveHttp, type TestServer } from './http-server.ts';

export interface OpenaiServer extends TestServer {
  /** Answers in place of the server, when it gives one. */
  before: (request: Received) => Promise<Reply | null | 'destroy' | undefined>;
}

interface ChatBody {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly temperature?: number;
}

/**
 * A small server with OpenAI's interface: `/v1/models`, chats that say the last message backwards, embeddings of three
 * numbers made of the text. As real ones do, it gives each answer an id and a time.
 */
export async function startOpenaiServer(model: string): Promise<OpenaiServer> {
  let calls = 0;
  const chat = ({ messages }: ChatBody): Reply => {
    const text = messages.at(-1)?.content ?? '';
    const message = { role: 'assistant', content: [...text].reverse().join(''), refusal: null };
    return json({
      id: `chatcmpl-${++calls}`,
      object: 'chat.completion',
      created: Date.now(),
      model,
      choices: [{ index: 0, message, logprobs: null, finish_reason: 'stop' }],
      usage: { prompt_tokens: text.length, completion_tokens: text.length, total_tokens: 2 * text.length },
    });
  };
  const embeddings = ({ input }: { input: readonly string[] }): Reply =>
    json({
      object: 'list',
      model,
      // Servers may answer in any order.
      data: input
        .map((text, index) => ({
          object: 'embedding',
          index,
          embedding: [text.length, 0.1, text.codePointAt(0) ?? 0],
        }))
        .reverse(),
    });
  const server = await serveHttp(async (request) => {
    const instead = await own.before(request);
    if (instead !== undefined) return instead;
    if (request.path === '/v1/models') {
      return json({ object: 'list', data: [{ id: model, object: 'model', created: 1, owned_by: 'tests' }] });
    }
    const body = JSON.parse(request.body.toString() || '{}');
    if (body.model !== model) return json({ error: { message: `no model ${body.model}` } }, 404);
    if (request.path === '/v1/chat/completions') return chat(body);
    if (request.path === '/v1/embeddings') return embeddings(body);
    return json({ error: { message: 'no such thing' } }, 404);
  });
  const own: OpenaiServer = { ...server, url: `${server.url}/v1`, before: async () => undefined };
  return own;
}
