import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A wire to a server that can go dead: its connections stay open, new ones are taken, and nothing is passed on. */
export async function deadWire(targetUrl: string) {
  const { hostname, port } = new URL(targetUrl);
  const sockets = new Set<Socket>();
  let isDead = false;
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => {});
      one.on('data', (bytes) => {
        if (!isDead) other.write(bytes);
      });
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    die: () => {
      isDead = true;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
