import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePorts } from '../../../../program/test/support/servers/free-ports.ts';
import type { ModelManifest } from '../../../src/schemas/index.ts';
import { until } from '../../fakes/until.ts';
import { pythonWith } from '../python.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
/** What the environment holds. */
export const REQUIREMENTS = join(HERE, 'requirements.txt');
const START_MS = 120_000;

export interface MlServer {
  readonly url: string;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
  /** Starts it again at the same address. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** MLServer with one model by ONNX Runtime, described as the manifest says or, for a test, otherwise. */
export async function startMlServer(
  model: string,
  manifest: Pick<ModelManifest, 'name' | 'inputs' | 'outputs'>,
): Promise<MlServer> {
  const python = await pythonWith(REQUIREMENTS);
  const folder = await mkdtemp(join(tmpdir(), 'airo-mlserver-'));
  const [http, grpc, metrics] = await freePorts(3);
  await mkdir(join(folder, manifest.name));
  await writeFile(
    join(folder, 'settings.json'),
    JSON.stringify({
      host: '127.0.0.1',
      http_port: http,
      grpc_port: grpc,
      metrics_port: metrics,
      parallel_workers: 0,
    }),
  );
  await writeFile(
    join(folder, manifest.name, 'model-settings.json'),
    JSON.stringify({
      name: manifest.name,
      implementation: 'onnx_model.OnnxModel',
      platform: 'onnxruntime',
      inputs: manifest.inputs,
      outputs: manifest.outputs,
      parameters: { uri: model, version: '1' },
    }),
  );
  const url = `http://127.0.0.1:${http}`;
  let child: ChildProcess | undefined;
  const log: string[] = [];
  const start = async () => {
    const started = spawn(python, ['-c', 'from mlserver.cli import main; main()', 'start', folder], {
      env: { ...process.env, PYTHONPATH: HERE, PYTHONDONTWRITEBYTECODE: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    for (const stream of [started.stdout, started.stderr]) stream.on('data', (chunk) => log.push(`${chunk}`));
    await until(
      async () => {
        if (started.exitCode !== null) throw new TypeError(`MLServer ended:\n${log.slice(-20).join('')}`);
        return (await fetch(`${url}/v2/models/${manifest.name}/ready`).catch(() => null))?.ok;
      },
      'MLServer',
      START_MS,
    );
  };
  const kill = async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child?.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  };
  await start();
  return {
    url,
    start,
    kill,
    close: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
