import express, { type Express, type Request } from 'express';
import { parseKey } from '../domain/key.ts';
import { DxError } from '../errors.ts';
import { getBlob, headBlob } from './get-blob.ts';
import { checkHost } from './hosts.ts';
import type { HttpContext } from './http-context.ts';
import { cors } from './origins.ts';
import { dxProblemHandler } from './problem.ts';
import { putBlob } from './put-blob.ts';
import { requestSignal } from './request-signal.ts';
import { rpcOverHttp } from './rpc/rpc-over-http.ts';
import type { RpcServer } from './rpc/rpc-server.ts';

/** Everything that HTTP offers. */
export function createApp(context: HttpContext, rpc: RpcServer): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(checkHost(context));
  app.use(cors(context.corsOrigins));
  app.post('/', rpcOverHttp(context, rpc));
  app.head('/v1/blobs/:key', headBlob(context));
  app.get('/v1/blobs/:key', getBlob(context));
  app.put('/v1/blobs/:key', putBlob(context));
  app.get('/v1/blobs/:key/stat', async (request, response) => {
    const key = parseKey(request.params.key);
    response.json(await context.dx.stat(key, requestSignal(response, context.closing)));
  });
  app.get('/v1/peers', (_request, response) => {
    response.json(context.peers());
  });
  app.use((request: Request) => {
    const message = `${request.method} ${request.path} isn't here: PUT, GET or HEAD /v1/blobs/{key}, GET /v1/blobs/{key}/stat, GET /v1/peers, POST / (JSON-RPC)`;
    throw new DxError('DX_NO_ROUTE', message, { route: request.path });
  });
  app.use(dxProblemHandler(context.logger));
  return app;
}
