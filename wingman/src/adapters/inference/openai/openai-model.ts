import type { Clock } from '@airo/program';
import { outputProblem } from '../../../domain/output-check.ts';
import { WingmanError } from '../../../errors.ts';
import type { LoadedModel } from '../../../ports/inference.ts';
import type { OpenaiSettings } from '../../../schemas/back-ends.ts';
import type { ModelManifest, PayloadTensor, TensorSpec } from '../../../schemas/index.ts';
import { isServerFailure } from '../server/failure.ts';
import { type Answer, ModelServer } from '../server/model-server.ts';
import { parseJson } from '../server/parse-json.ts';
import { withRetries } from '../server/with-retries.ts';
import { chat, textTensor } from './chat.ts';
import { embeddings } from './embeddings.ts';
import type { Interface } from './interface.ts';
import { modelListSchema } from './openai-schemas.ts';

/** What the server says of the request, as nothing else of the call is the sender's. */
const SENDERS_FAULT = new Set([400, 413, 422]);
/** Some servers have no list of models. */
const NO_LIST = new Set([404, 405, 501]);

/** A model on a server with OpenAI's interface: vLLM, llama.cpp, Ollama, TGI, and whatever else speaks it. */
export class OpenaiModel implements LoadedModel {
  readonly #settings: OpenaiSettings;
  readonly #manifest: ModelManifest;
  readonly #clock: Clock;
  readonly #server: ModelServer;
  readonly #interface: Interface;
  #owner = '';

  /** @throws WingmanError MODEL_LOAD_FAILED when the manifest is of no model that such servers have */
  constructor(settings: OpenaiSettings, manifest: ModelManifest, clock: Clock) {
    this.#settings = settings;
    this.#manifest = manifest;
    this.#clock = clock;
    this.#server = new ModelServer(settings);
    this.#interface = this.#choose(manifest);
  }

  get concurrency(): number {
    return this.#settings.concurrency;
  }

  get hardware(): string {
    return `OpenAI ${this.#interface.name} over HTTP${this.#owner && `, ${this.#owner}`}`;
  }

  async check(): Promise<void> {
    const { name } = this.#settings;
    let answer: Answer;
    try {
      answer = await this.#server.ask('/models');
    } catch (error) {
      if (isServerFailure(error) && NO_LIST.has(error.data.status ?? 0)) return;
      throw error;
    }
    const { data } = parseJson(this.#server, answer.bytes, modelListSchema, {
      what: 'the list of models',
      code: 'MODEL_LOAD_FAILED',
    });
    const found = data.find(({ id }) => id === name);
    this.#owner = found?.owned_by ?? '';
    if (found) return;
    const names = data.map(({ id }) => id).join(', ') || 'none';
    throw this.#server.fail('MODEL_LOAD_FAILED', `the server has no such model; it has: ${names}`);
  }

  async run(inputs: readonly PayloadTensor[]): Promise<readonly PayloadTensor[]> {
    const post = (path: string, body: object) => this.#post(path, body);
    const context = { server: this.#server, manifest: this.#manifest, post };
    const outputs = await this.#interface.run(context, inputs);
    const problem = outputProblem(outputs, this.#manifest, inputs[0]?.shape[0] ?? 1);
    if (problem !== null) throw this.#server.fail('MODEL_RUN_FAILED', problem);
    return outputs;
  }

  sample(items: number): readonly PayloadTensor[] {
    return this.#manifest.inputs.map(({ name }) => textTensor(name, this.#interface.sample(items)));
  }

  async close(): Promise<void> {
    this.#server.close();
  }

  async #post(path: string, body: object): Promise<Answer> {
    const call = {
      path,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...body, model: this.#settings.name }),
    };
    const { signal } = this.#server;
    try {
      return await withRetries(() => this.#server.call(call), { clock: this.#clock, signal });
    } catch (error) {
      if (!isServerFailure(error) || !SENDERS_FAULT.has(error.data.status ?? 0)) throw error;
      throw new WingmanError('MODEL_INPUT_REFUSED', error.message, error.data);
    }
  }

  #choose({ inputs, outputs }: ModelManifest): Interface {
    const [input, output] = [inputs[0], outputs[0]];
    const oneEach = inputs.length === 1 && outputs.length === 1;
    const texts = (spec: TensorSpec | undefined) =>
      spec?.datatype === 'BYTES' && spec.shape.length === 1 && spec.shape[0] === -1;
    if (oneEach && texts(input) && texts(output)) return chat;
    const vectors = output?.datatype === 'FP32' && output.shape.length === 2 && output.shape[0] === -1;
    if (oneEach && texts(input) && vectors) return embeddings;
    const said = [...inputs, ...outputs].map((s) => `${s.name} ${s.datatype} [${s.shape}]`).join(', ');
    throw this.#server.fail(
      'MODEL_LOAD_FAILED',
      `a chat is BYTES [-1] to BYTES [-1], an embedding BYTES [-1] to FP32 [-1, width]; the manifest has ${said}`,
    );
  }
}
