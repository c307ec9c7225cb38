import { describe, expect, it } from '@jest/globals';
import { RpcError } from '../../../src/embedded-chain/errors.ts';
import { answerText, type Methods } from '../../../src/embedded-chain/rpc/json-rpc.ts';
import { ConnectionSubscriptions } from '../../../src/embedded-chain/rpc/subscriptions.ts';

const methods: Methods = {
  echo: async (params) => params,
  nothing: async () => undefined,
  refused: async () => {
    throw new RpcError(1010, 'Invalid Transaction', 'Transaction is outdated');
  },
  foreign: async () => {
    throw Object.assign(new Error('theirs'), { code: 1 });
  },
  broken: async () => {
    throw new TypeError('oops');
  },
};
const none = { subscribe: () => () => {}, unsubscribe: () => {} };
const ask = (message: unknown) => answerText(JSON.stringify(message), methods, none);
const notification = { jsonrpc: '2.0', method: 'echo', params: [] };
const request = (method: string, id: unknown = 1) => ({ jsonrpc: '2.0', id, method, params: ['x'] });

describe('JSON-RPC', () => {
  it.each([
    ['echo', { result: ['x'] }],
    ['nothing', { result: null }],
    ['refused', { error: { code: 1010, message: 'Invalid Transaction', data: 'Transaction is outdated' } }],
    ['foreign', { error: { code: 1, message: 'theirs' } }],
    ['broken', { error: { code: -32603, message: 'oops' } }],
    ['unknown', { error: { code: -32601, message: 'Method not found: unknown' } }],
    ['toString', { error: { code: -32601, message: 'Method not found: toString' } }],
  ])('answers %s', async (method, answer) => {
    expect(await ask(request(method))).toEqual({ jsonrpc: '2.0', id: 1, ...answer });
  });

  it.each([
    ['{', -32700],
    ['[]', -32600],
    ['1', -32600],
    ['{"jsonrpc":"1.0","id":1,"method":"echo"}', -32600],
    ['{"jsonrpc":"2.0","id":1}', -32600],
  ])('refuses %s', async (text, code) => {
    expect(await answerText(text, methods, none)).toMatchObject({ id: null, error: { code } });
  });

  it('answers a batch without its notifications', async () => {
    expect(await ask([request('echo', 'a'), notification, request('nothing', 2)])).toEqual([
      { jsonrpc: '2.0', id: 'a', result: ['x'] },
      { jsonrpc: '2.0', id: 2, result: null },
    ]);
    expect(await ask(notification)).toBeUndefined();
  });
});

describe('ConnectionSubscriptions', () => {
  it('sends nothing for a subscription before the answer that names it', () => {
    const sent: string[] = [];
    const subscriptions = new ConnectionSubscriptions((text) => sent.push(text));
    const notify = subscriptions.subscribe('head', 'id1');
    notify(1);
    expect(sent).toEqual([]);
    subscriptions.answered('id1');
    notify(2);
    expect(sent.map((text) => JSON.parse(text).params.result)).toEqual([1, 2]);
  });

  it('cancels once, when it is unsubscribed or the connection ends, and then stays silent', () => {
    const sent: string[] = [];
    const cancelled: string[] = [];
    const subscriptions = new ConnectionSubscriptions((text) => sent.push(text));
    const notify = subscriptions.subscribe('head', 'one', () => cancelled.push('one'));
    subscriptions.subscribe('head', 'two', () => cancelled.push('two'));
    subscriptions.answered('one');
    subscriptions.unsubscribe('one');
    subscriptions.unsubscribe('one');
    notify(1);
    subscriptions.close();
    expect(cancelled).toEqual(['one', 'two']);
    expect(sent).toEqual([]);
  });
});
