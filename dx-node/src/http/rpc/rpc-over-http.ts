import express, { type RequestHandler, Router } from 'express';
import { RPC_MAX_BODY_BYTES, RPC_MAX_DATA_BYTES } from '../../constants.ts';
import { DX_ERRORS, DxError } from '../../errors.ts';
import { discardRest } from '../discard-rest.ts';
import type { HttpContext } from '../http-context.ts';
import { requestSignal } from '../request-signal.ts';
import { ChainOverHttp } from './chain/chain-over-http.ts';
import { type RpcServer, rpcError } from './rpc-server.ts';

/** `POST /` with a body of `application/json`; the type keeps web pages of other origins out. */
export function rpcOverHttp(context: HttpContext, rpc: RpcServer): Router {
  const chain = context.chainUrl === undefined ? undefined : new ChainOverHttp(context.chainUrl);
  const router = Router({ mergeParams: true });
  router.use(
    onlyJson,
    express.text({ type: 'application/json', limit: RPC_MAX_BODY_BYTES }),
    async (request, response) => {
      const answer = await rpc.answer(typeof request.body === 'string' ? request.body : '', {
        authorization: request.headers.authorization,
        signal: requestSignal(response, context.closing),
        chain,
      });
      if (answer === null) response.status(204).end();
      else response.json(answer);
    },
  );
  router.use(tooLarge);
  return router;
}

const onlyJson: RequestHandler = (request, _response, next) => {
  if (request.is('application/json') !== false) return next();
  throw new DxError('DX_BAD_REQUEST', 'JSON-RPC needs content-type application/json', {});
};

/** A body that the parser refuses to read answers as JSON-RPC too, with where to go instead. */
const tooLarge: express.ErrorRequestHandler = (error: unknown, request, response, next) => {
  const isTooLarge = error instanceof Error && 'type' in error && error.type === 'entity.too.large';
  if (!isTooLarge) return next(error);
  const message = `JSON-RPC carries at most ${RPC_MAX_DATA_BYTES} bytes: use PUT /v1/blobs/{key}`;
  const data = { limitBytes: RPC_MAX_DATA_BYTES, route: 'PUT /v1/blobs/{key}' };
  const refusal = new DxError('DX_USE_HTTP', message, data);
  discardRest(request);
  response.status(DX_ERRORS.DX_USE_HTTP.status).json(rpcError(null, refusal));
};
