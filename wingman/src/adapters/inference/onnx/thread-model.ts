import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Worker } from 'node:worker_threads';
import { WingmanError, type WingmanErrorCode } from '../../../errors.ts';
import type { LoadedModel } from '../../../ports/inference.ts';
import type { PayloadTensor } from '../../../schemas/index.ts';
import type { RunMessage, WireTensor, WorkerInit, WorkerMessage } from './worker-protocol.ts';

const WORKER = new URL('./onnx-worker.ts', import.meta.url);

interface Waiting {
  readonly resolve: (outputs: readonly PayloadTensor[]) => void;
  readonly reject: (error: Error) => void;
}

type Loaded = Extract<WorkerMessage, { type: 'loaded' }>;

interface Thread {
  readonly worker: Worker;
  readonly loaded: Loaded;
}

/** A model in a thread of its own. A thread that dies fails its runs and is replaced at the next one. */
export class ThreadModel implements LoadedModel {
  readonly #name: string;
  readonly #runtime: string;
  readonly #init: WorkerInit;
  readonly #onClosed: () => void;
  readonly #waiting = new Map<number, Waiting>();
  #thread: Promise<Thread> | undefined;
  #device = '';
  #closed = false;
  #isFirst = true;
  #lastId = 0;

  constructor(name: string, runtime: string, init: WorkerInit, onClosed: () => void) {
    this.#name = name;
    this.#runtime = runtime;
    this.#init = init;
    this.#onClosed = onClosed;
  }

  get hardware(): string {
    const { threads } = this.#init;
    return `${this.#runtime}, ${this.#device}, ${threads} thread${threads === 1 ? '' : 's'}`;
  }

  /** Rejects with MODEL_LOAD_FAILED. */
  async start(): Promise<Loaded> {
    return (await this.#alive()).loaded;
  }

  async run(inputs: readonly PayloadTensor[]): Promise<readonly PayloadTensor[]> {
    const { worker } = await this.#alive();
    const id = ++this.#lastId;
    const message: RunMessage = { id, inputs: inputs.map(toWire) };
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage(
        message,
        message.inputs.map(({ data }) => data.buffer),
      );
    });
  }

  async check(): Promise<void> {
    await this.#alive();
  }

  async close(): Promise<void> {
    this.#closed = true;
    const thread = await this.#thread?.catch(() => undefined);
    await thread?.worker.terminate();
    this.#onClosed();
  }

  #alive(): Promise<Thread> {
    if (this.#closed) return Promise.reject(this.#error('MODEL_UNAVAILABLE', 'was closed'));
    this.#thread ??= this.#open();
    return this.#thread;
  }

  /** Whoever loads the model has looked at its file; that a thread died may be hours later. */
  async #open(): Promise<Thread> {
    try {
      if (!this.#isFirst) await this.#checkFile();
      this.#isFirst = false;
      return await this.#spawn();
    } catch (error) {
      this.#thread = undefined;
      throw error;
    }
  }

  async #checkFile(): Promise<void> {
    const { path, hash } = this.#init;
    const found = await hashOf(path).catch((error: Error) => error.message);
    if (found === hash) return;
    throw this.#error('MODEL_FILE_CHANGED', `its file ${path} was checked as ${hash}, and is now ${found}`);
  }

  #spawn(): Promise<Thread> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(WORKER, { workerData: this.#init });
      const dead = (reason: string) => {
        this.#thread = undefined;
        reject(this.#error('MODEL_LOAD_FAILED', reason));
        const code = this.#closed ? 'MODEL_UNAVAILABLE' : 'MODEL_RUN_FAILED';
        for (const { reject: fail } of this.#waiting.values()) fail(this.#error(code, reason));
        this.#waiting.clear();
      };
      worker.on('error', (error) => dead(error.message));
      worker.on('exit', (code) => dead(`its thread ended with code ${code}`));
      worker.on('message', (message: WorkerMessage) => {
        if (message.type === 'loaded') {
          this.#device = message.device;
          resolve({ worker, loaded: message });
        } else if (message.type === 'load-failed') {
          dead(message.reason);
          void worker.terminate();
        } else this.#settle(message);
      });
    });
  }

  #settle(message: Extract<WorkerMessage, { id: number }>): void {
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.type === 'done') waiting?.resolve(message.outputs);
    else waiting?.reject(this.#error('MODEL_RUN_FAILED', message.reason));
  }

  #error(code: WingmanErrorCode, reason: string): WingmanError {
    return new WingmanError(code, `${this.#name}: ${reason}`, { model: this.#name });
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return `0x${hash.digest('hex')}`;
}

/** The tensor with memory of its own, which can be moved to the other thread. */
export function toWire({ name, datatype, shape, data }: PayloadTensor): WireTensor {
  return { name, datatype, shape, data: Uint8Array.from(data) };
}
