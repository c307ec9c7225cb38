import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

const LOWEST_PORT = 10_000;
const HIGHEST_PORT = 30_000;

/**
 * Ports that are free, for programs that are told theirs or come back to it: below those that the system gives to
 * connections and to port 0, or another test's could have one before it is taken. Neighbours are 10 apart at least, for
 * programs that take several in a row.
 */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  for (let port = randomInt(LOWEST_PORT, HIGHEST_PORT); ports.length < count; port += 10) {
    if (port >= HIGHEST_PORT) port = LOWEST_PORT;
    if (await isFree(port)) ports.push(port);
  }
  return ports;
}

/** See `freePorts`. */
export async function freePort(): Promise<number> {
  return (await freePorts(1))[0] ?? 0;
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
