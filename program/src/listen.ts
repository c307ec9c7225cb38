import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ListenError, PortTakenError } from './errors.ts';

export interface Listening {
  /** The real port, also when 0 was asked for. */
  readonly port: number;
  /** Stops taking connections, ends idle ones, and waits for those in use. */
  close(): Promise<void>;
}

/**
 * Listens, or rejects with PORT_TAKEN or LISTEN_FAILED; both name the flag that changes the port.
 * @param init.flag as the user types it, for example `--rpc-port`
 */
export async function listen(
  server: Server,
  init: { host: string; port: number; flag: string },
): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new PortTakenError(init.host, init.port, init.flag, { cause: error })
          : new ListenError(init.host, init.port, init.flag, error),
      ),
    );
    server.listen(init.port, init.host, () => resolve());
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}
