import { runFailed } from '../errors.ts';
import type { Answer, Ask, SideInit } from './side-calls.ts';
import type { Receiver, Sender, Way } from './sides/side.ts';

/** Installed only where it is measured against, so that its types aren't there. */
const HELIA = '../../helia/helia-way.ts';

/** A process with one end of one way; does what it is asked, and ends with who started it. */
const WAYS: Record<SideInit['way'], () => Promise<Way>> = {
  dx: async () => (await import('./sides/dx-sides.ts')).dxWay,
  helia: async () => ((await import(HELIA)) as { heliaWay: Way }).heliaWay,
  http: async () => (await import('./sides/http-sides.ts')).httpWay,
  tcp: async () => (await import('./sides/tcp-sides.ts')).tcpWay,
};

const init = JSON.parse(process.argv[2] ?? '') as SideInit;
const way = await WAYS[init.way]();
const side =
  init.address === undefined
    ? await way.send(init.folder)
    : await way.receive(init.folder, init.address, init.connections);

process.on('disconnect', () => process.exit(0));
process.on('message', async (ask: Ask) => {
  try {
    reply({ ask: ask.ask, value: await (init.address === undefined ? asSender : asReceiver)(ask) });
  } catch (error) {
    reply({ ask: ask.ask, error: causesOf(error).join(': ') });
  }
  if (ask.what === 'close') process.exit(0);
});
reply({ ask: 0, value: 'address' in side ? side.address : (side.id ?? 'up') });

async function asSender({ what, ids }: Ask): Promise<unknown> {
  const sender = side as Sender;
  if (what === 'publish') return Promise.all(ids.map((file) => sender.publish(file)));
  if (what === 'forget') return void (await Promise.all(ids.map((id) => sender.forget(id))));
  return sender.close();
}

/** Milliseconds until all have come, asked for at once. */
async function asReceiver({ what, ids, bytes }: Ask): Promise<unknown> {
  const receiver = side as Receiver;
  if (what === 'forget') return void (await Promise.all(ids.map((id) => receiver.forget(id))));
  if (what === 'close') return receiver.close();
  const began = performance.now();
  await Promise.all(ids.map((id) => bring(receiver, what, id, bytes)));
  return performance.now() - began;
}

function bring(receiver: Receiver, what: Ask['what'], id: string, bytes: number): Promise<void> {
  if (what === 'fetch') return receiver.fetch(id, bytes);
  if (receiver.read === undefined) throw runFailed(`${init.way} can't ${what}`);
  return receiver.read(id, bytes);
}

function reply(answer: Answer): void {
  process.send?.(answer);
}

function causesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [String(error)];
  return [error.message, ...(error.cause === undefined ? [] : causesOf(error.cause))];
}
