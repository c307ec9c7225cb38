import type { ModelManifest, PayloadTensor } from '../../src/schemas/index.ts';
import { tensorOf, tensorValues } from '../../src/schemas/index.ts';
import { json, type Received, type Reply, serveHttp, type TestServer } from './http-server.ts';

export interface OipServer extends TestServer {
  /** Answers in place of the server, when it gives one. */
  before: (request: Received) => Promise<Reply | null | 'destroy' | undefined>;
  ready: boolean;
  metadata: unknown;
}

interface WireTensor {
  readonly name: string;
  readonly datatype: string;
  readonly shape: number[];
  readonly data?: number[];
  readonly parameters?: { readonly binary_data_size?: number };
}

/**
 * A small server of the Open Inference Protocol v2: for models of one UINT8 input, two FP32 numbers an item, the sum of its
 * bytes and its negative. Answers in bytes when it is asked for bytes and has the extension.
 */
export async function startOipServer(
  manifest: Pick<ModelManifest, 'name' | 'inputs' | 'outputs'>,
  { binary }: { binary: boolean },
): Promise<OipServer> {
  const path = `/v2/models/${manifest.name}`;
  const infer = (request: Received): Reply => {
    const length = Number(request.headers['inference-header-content-length'] ?? request.body.length);
    const header = JSON.parse(request.body.subarray(0, length).toString()) as {
      inputs: WireTensor[];
      outputs: { name: string; parameters?: { binary_data?: boolean } }[];
    };
    const [input] = header.inputs;
    if (!input) return json({ error: 'no input' }, 400);
    const bytes = input.data ? Uint8Array.from(input.data) : new Uint8Array(request.body.subarray(length));
    const output = sums({ ...input, datatype: 'UINT8', data: bytes });
    const described = { name: output.name, datatype: output.datatype, shape: output.shape };
    if (!header.outputs[0]?.parameters?.binary_data) {
      return json({
        model_name: manifest.name,
        outputs: [{ ...described, data: [...tensorValues(output, 'FP32')] }],
      });
    }
    const parameters = { binary_data_size: output.data.length };
    const head = Buffer.from(
      JSON.stringify({ model_name: manifest.name, outputs: [{ ...described, parameters }] }),
    );
    return {
      headers: { 'inference-header-content-length': String(head.length) },
      body: Buffer.concat([head, output.data]),
    };
  };
  const server = await serveHttp(async (request) => {
    const instead = await own.before(request);
    if (instead !== undefined) return instead;
    if (request.path === '/v2') {
      return json({ name: 'small', version: '1', extensions: binary ? ['binary_tensor_data'] : [] });
    }
    if (request.path === `${path}/ready`) return json({}, own.ready ? 200 : 503);
    if (request.path === path) return json(own.metadata);
    if (request.path === `${path}/infer` && request.method === 'POST') return infer(request);
    return json({ error: 'no such thing' }, 404);
  });
  const own: OipServer = {
    ...server,
    before: async () => undefined,
    ready: true,
    metadata: { name: manifest.name, platform: 'sums', inputs: manifest.inputs, outputs: manifest.outputs },
  };
  return own;
}

function sums(input: PayloadTensor): PayloadTensor {
  const items = input.shape[0] ?? 1;
  const size = input.data.length / items;
  const values = Float32Array.from({ length: items * 2 }, (_, i) => {
    const item = Math.floor(i / 2);
    const sum = input.data.subarray(item * size, (item + 1) * size).reduce((a, b) => a + b, 0);
    return i % 2 === 0 ? sum : -sum;
  });
  return tensorOf('logits', 'FP32', [items, 2], values);
}
