import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, rm, stat } from 'node:fs/promises';
import { Agent, createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { runFailed } from '../../errors.ts';
import type { Way } from './side.ts';

const BUFFER_BYTES = 2 ** 20;

/** A plain file server and a client that keeps its connections; no checks. */
export const httpWay: Way = {
  async send(folder) {
    const server = createServer({ noDelay: true, highWaterMark: BUFFER_BYTES }, async (request, response) => {
      try {
        const file = join(folder, basename(request.url ?? ''));
        response.setHeader('content-length', (await stat(file)).size);
        await pipeline(createReadStream(file, { highWaterMark: BUFFER_BYTES }), response);
      } catch {
        response.destroy();
      }
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return {
      address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      async publish(file) {
        const id = basename(file);
        await copyFile(file, join(folder, id));
        return id;
      },
      forget: (id) => rm(join(folder, id)),
      async close() {
        server.closeAllConnections();
        server.close();
      },
    };
  },
  async receive(folder, address) {
    const agent = new Agent({ keepAlive: true });
    return {
      async fetch(id, bytes) {
        const [response] = (await once(get(`${address}/${id}`, { agent }), 'response')) as [IncomingMessage];
        const file = createWriteStream(join(folder, id), { highWaterMark: BUFFER_BYTES });
        await pipeline(response, file);
        if (file.bytesWritten !== bytes)
          throw runFailed(`HTTP brought ${file.bytesWritten} bytes of ${bytes}`);
      },
      forget: (id) => rm(join(folder, id)),
      async close() {
        agent.destroy();
      },
    };
  },
};
