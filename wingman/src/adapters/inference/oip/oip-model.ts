import type { Clock } from '@airo/program';
import { outputProblem } from '../../../domain/output-check.ts';
import { mismatches } from '../../../domain/tensor-match.ts';
import type { LoadedModel } from '../../../ports/inference.ts';
import type { OipSettings } from '../../../schemas/back-ends.ts';
import type { ModelManifest, PayloadTensor } from '../../../schemas/index.ts';
import { ModelServer } from '../server/model-server.ts';
import { parseJson } from '../server/parse-json.ts';
import { withRetries } from '../server/with-retries.ts';
import { readAnswer } from './infer-answer.ts';
import { binaryRequest, jsonRequest } from './infer-request.ts';
import { JsonTensorError, NOT_IN_JSON } from './json-tensor.ts';
import { modelMetadataSchema, serverMetadataSchema } from './oip-schemas.ts';

const BINARY_EXTENSION = 'binary_tensor_data';

/** A model on a server that speaks the Open Inference Protocol v2: Triton, KServe, MLServer and others. */
export class OipModel implements LoadedModel {
  readonly #settings: OipSettings;
  readonly #manifest: ModelManifest;
  readonly #clock: Clock;
  readonly #server: ModelServer;
  readonly #path: string;
  #hardware = '';
  #binary = false;

  constructor(settings: OipSettings, manifest: ModelManifest, clock: Clock) {
    this.#settings = settings;
    this.#manifest = manifest;
    this.#clock = clock;
    this.#server = new ModelServer(settings);
    const version = settings.version === undefined ? '' : `/versions/${encodeURIComponent(settings.version)}`;
    this.#path = `/v2/models/${encodeURIComponent(settings.name)}${version}`;
  }

  get concurrency(): number {
    return this.#settings.concurrency;
  }

  get hardware(): string {
    return this.#hardware;
  }

  /**
   * Asks what server and model are, and whether they are what the manifest says.
   * @throws WingmanError MODEL_LOAD_FAILED, MODEL_UNAVAILABLE
   */
  async start(): Promise<void> {
    const { bytes } = await this.#server.ask('/v2');
    const what = { what: 'what the server says of itself', code: 'MODEL_LOAD_FAILED' } as const;
    const { name, version, extensions } = parseJson(this.#server, bytes, serverMetadataSchema, what);
    this.#binary = this.#settings.binary ?? extensions.includes(BINARY_EXTENSION);
    await this.check();
    const { inputs, outputs } = this.#manifest;
    const halves = [...inputs, ...outputs].find(({ datatype }) => NOT_IN_JSON.has(datatype));
    if (!this.#binary && halves) {
      throw this.#server.fail(
        'MODEL_LOAD_FAILED',
        `${halves.name} is ${halves.datatype}, which needs the server's binary tensor extension`,
      );
    }
    const transport = this.#binary ? 'binary' : 'JSON';
    this.#hardware = `${[name, version].filter(Boolean).join(' ')}, ${transport} over HTTP`;
  }

  async check(): Promise<void> {
    await this.#server.ask(`${this.#path}/ready`);
    const { bytes } = await this.#server.ask(this.#path);
    const what = { what: 'what the server says of the model', code: 'MODEL_LOAD_FAILED' } as const;
    const problems = mismatches(this.#manifest, parseJson(this.#server, bytes, modelMetadataSchema, what));
    if (problems.length > 0) throw this.#server.fail('MODEL_LOAD_FAILED', problems.join('; '));
  }

  async run(inputs: readonly PayloadTensor[]): Promise<readonly PayloadTensor[]> {
    const call = this.#request(inputs);
    const { signal } = this.#server;
    const answer = await withRetries(() => this.#server.call(call), { clock: this.#clock, signal });
    const outputs = readAnswer(this.#server, answer, this.#manifest);
    const problem = outputProblem(outputs, this.#manifest, inputs[0]?.shape[0] ?? 1);
    if (problem !== null) throw this.#server.fail('MODEL_RUN_FAILED', problem);
    return outputs;
  }

  async close(): Promise<void> {
    this.#server.close();
  }

  #request(inputs: readonly PayloadTensor[]) {
    const outputs = this.#manifest.outputs.map(({ name }) => name);
    const path = `${this.#path}/infer`;
    if (this.#binary) return binaryRequest(path, inputs, outputs);
    try {
      return jsonRequest(path, inputs, outputs);
    } catch (error) {
      if (!(error instanceof JsonTensorError)) throw error;
      throw this.#server.fail('MODEL_RUN_FAILED', error.message);
    }
  }
}
