interface RpcParameter {
  readonly name: string;
  readonly type: string;
}

interface RpcDefinition {
  readonly description: string;
  readonly params: RpcParameter[];
  readonly type: string;
}

const key: RpcParameter = { name: 'key', type: 'H256' };

/**
 * Dx's JSON-RPC methods as `@polkadot/api` takes them: `ApiPromise.create({ provider, rpc: rpcDefinitions })` gives
 * `api.rpc.dx.upload(key, u8aToHex(bytes))` and `api.rpc.dx.download(key, 'hex')` on a dx-node that passes a chain through
 * (`--chain-url`). Bytes go as 0x-hex: a Uint8Array would be taken for SCALE, with its length before it. At most 8 MiB.
 */
export const rpcDefinitions = {
  dx: {
    upload: {
      description: 'Stores bytes that hash to the key',
      params: [key, { name: 'data', type: 'Bytes' }],
      type: 'Json',
    },
    download: {
      description: 'The bytes of a blob, from the node or from its peers',
      params: [key, { name: 'encoding', type: 'Text' }],
      type: 'Bytes',
    },
    stat: { description: 'Size, pin and expiry of a blob', params: [key], type: 'Json' },
    pin: {
      description: 'Keeps a blob until it is unpinned, fetching it first',
      params: [key],
      type: 'Json',
    },
    unpin: { description: 'Lets the time to live of a blob begin', params: [key], type: 'Json' },
    delete: { description: 'Removes a blob from the node', params: [key], type: 'bool' },
    peers: { description: 'The node and who it is connected to', params: [], type: 'Json' },
  },
} satisfies Record<string, Record<string, RpcDefinition>>;
