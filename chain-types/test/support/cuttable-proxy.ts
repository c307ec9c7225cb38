import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A wire to a server that can be cut, or go dead with its connections open. */
export async function cuttableProxy(targetUrl: string) {
  let target = new URL(targetUrl);
  const sockets = new Set<Socket>();
  let isDead = false;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    if (!isDead) client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Ends every connection; new ones are taken. */
    cut: () => {
      for (const socket of sockets) socket.destroy();
    },
    /** Nothing is passed on from here, either way; nothing is closed. New connections are as `stayDead` says. */
    freeze: ({ stayDead }: { stayDead: boolean }) => {
      isDead = stayDead;
      for (const socket of sockets) socket.unpipe().pause();
    },
    /** Where connections go from here on. */
    aimAt: (url: string) => {
      target = new URL(url);
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
