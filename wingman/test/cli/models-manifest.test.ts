import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { modelsManifest, RUNTIME_VERSION } from '../../src/cli/models-manifest.ts';
import { parseManifest } from '../../src/schemas/index.ts';

const MODELS = new URL('../../../models/', import.meta.url).pathname;

describe('the demo models', () => {
  it.each(['fashion-resnet20', 'fashion-resnet8-other'])(
    '%s has the manifest that the command makes',
    async (name) => {
      const committed = await readFile(`${MODELS}${name}.manifest.json`);
      const { bytes } = await modelsManifest(`${MODELS}${name}.onnx`, {
        facts: `${MODELS}${name}.facts.json`,
      });
      expect(new TextDecoder().decode(bytes)).toBe(committed.toString('utf8'));
      expect(parseManifest(committed).name).toBe(name);
    },
  );
});

describe('wingman models manifest', () => {
  const file = `${MODELS}fashion-resnet20.onnx`;

  it('pins the ONNX Runtime that is installed', () => {
    const installed = createRequire(import.meta.url)('onnxruntime-node/package.json') as { version: string };
    expect(RUNTIME_VERSION).toBe(installed.version);
  });

  it('takes flags over the facts file', async () => {
    const flags = {
      facts: `${MODELS}fashion-resnet20.facts.json`,
      name: 'mine',
      labels: 'a, b',
      maxBatch: '3',
      tags: 'x',
    };
    const { manifest } = await modelsManifest(file, flags);
    expect(manifest).toMatchObject({ name: 'mine', labels: ['a', 'b'], maxBatch: 3, tags: ['x'] });
  });

  describe('of a file that is no ONNX', () => {
    const text = (name: string) => [{ name, datatype: 'BYTES', shape: [-1] }];
    const opaque = {
      runtime: { name: 'vllm', version: '0.11.0' },
      inputs: text('request'),
      outputs: text('answer'),
      tolerance: { answer: { exact: true } },
      generation: { temperature: 0, seed: 1 },
    };
    const made = async (facts: unknown) => {
      const folder = await mkdtemp(join(tmpdir(), 'airo-facts-'));
      const [weights, described] = [join(folder, 'chat.gguf'), join(folder, 'facts.json')];
      await writeFile(weights, 'weights');
      await writeFile(described, JSON.stringify(facts));
      return modelsManifest(weights, { facts: described }).finally(() => rm(folder, { recursive: true }));
    };

    it('takes what the owner says of it, and its hash', async () => {
      const { bytes } = await made({ name: 'chatter', maxBatch: 8, opaque });
      const { artifact, weightsRoot, ...manifest } = parseManifest(bytes);
      expect(manifest).toMatchObject({ name: 'chatter', format: 'opaque', maxBatch: 8, ...opaque });
      expect([artifact.size, artifact.sha256]).toEqual([7, weightsRoot]);
    });

    it.each([
      ['no outputs', { ...opaque, outputs: [] }],
      ['no tolerance', { ...opaque, tolerance: {} }],
      ['a wish that is none', { ...opaque, generation: { heat: 1 } }],
    ])('with %s is an error', async (_, wrong) => {
      await expect(made({ name: 'chatter', opaque: wrong })).rejects.toMatchObject({ code: 'CLI_USAGE' });
    });
  });

  it.each([
    ['no name', {}, 'CLI_USAGE'],
    ['half a batch', { name: 'x', maxBatch: '1.5' }, 'CLI_USAGE'],
    ['a facts file that is missing', { facts: '/nowhere.json' }, 'CLI_FILE'],
    ['a facts file that is no JSON', { facts: file }, 'CLI_USAGE'],
  ])('with %s says what to do', async (_, flags, code) => {
    await expect(modelsManifest(file, flags)).rejects.toMatchObject({ code });
  });
});
