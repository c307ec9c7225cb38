import type { ModelManifest, PayloadTensor } from '../../../schemas/index.ts';
import type { Answer, ModelServer } from '../server/model-server.ts';

export interface InterfaceContext {
  readonly server: ModelServer;
  readonly manifest: ModelManifest;
  /** Posts JSON, with the server's name of the model added; again when what fails passes. */
  readonly post: (path: string, body: object) => Promise<Answer>;
}

/** One of the ways in which OpenAI-compatible servers are asked. */
export interface Interface {
  readonly name: 'chat' | 'embeddings';
  run(context: InterfaceContext, inputs: readonly PayloadTensor[]): Promise<readonly PayloadTensor[]>;
  /** Elements of an input to measure on. */
  sample(items: number): readonly string[];
}
