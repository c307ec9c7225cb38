import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { program } from '../../src/cli/program.ts';

/** A request that a command made. */
export interface Asked {
  /** `GET /v1/pricing` */
  readonly what: string;
  readonly token: string | undefined;
  readonly body: unknown;
}

/** A server that gives fixed answers in a Wingman's place, and a way to run commands against it. */
export interface CliBench {
  /** What was asked since it was emptied last. */
  readonly asked: Asked[];
  /** What the command printed. */
  run(...args: string[]): Promise<unknown>;
  close(): Promise<void>;
}

export async function createCliBench(answers: Readonly<Record<string, unknown>>): Promise<CliBench> {
  const asked: Asked[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    const what = `${request.method} ${request.url}`;
    const body = await text(request);
    const { authorization: token } = request.headers;
    asked.push({ what, token, body: body === '' ? null : JSON.parse(body) });
    response.end(JSON.stringify(answers[what]));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    asked,
    run: (...args) => runCli(...args, '--url', url),
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

/** What a command prints on stdout. */
export async function printedBy(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const write = process.stdout.write;
  let printed = '';
  process.stdout.write = ((chunk: string) => {
    printed += chunk;
    return true;
  }) as typeof write;
  try {
    await program(env).parseAsync([...args], { from: 'user' });
  } finally {
    process.stdout.write = write;
  }
  return printed;
}

export async function runCli(...args: string[]): Promise<unknown> {
  return JSON.parse(await printedBy(args));
}
