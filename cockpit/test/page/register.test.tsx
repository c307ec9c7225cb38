import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeOnnx } from '@airo/wingman/onnx';
import type { PayloadTensor } from '@airo/wingman/schemas';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { OwnerError } from '../../src/features/owner/owner-error.ts';
import { LOCAL_ENDPOINTS } from '../../src/settings/endpoints.ts';
import { OWNER, serveIndexer, someModel } from '../support/fake-indexer.ts';
import { type FakeModel, someModelChain } from '../support/fake-models.ts';
import { takeUploads } from '../support/fake-upload.ts';

let state: FakeModel;
let run: (inputs: readonly PayloadTensor[]) => readonly PayloadTensor[];
jest.unstable_mockModule('../../src/chain/connect.ts', () => ({
  connect: async () => someModelChain(() => state),
}));
// The runtime itself is WebAssembly in a worker: Chromium has it, jsdom has not.
jest.unstable_mockModule('../../src/features/owner/run-in-worker.ts', () => ({
  runInWorker: async ({ runs }: { runs: readonly (readonly PayloadTensor[])[] }) => runs.map(run),
}));
const { App } = await import('../../src/app/app.tsx');

const WAIT = { timeout: 20_000 };
const MODELS = join(import.meta.dirname, '../../../models');
const RESNET8 = readFileSync(join(MODELS, 'fashion-resnet8-other.onnx'));
const RESNET8_HASH = '0x9ea07f28850cd8b7f24dfccb5718d64c6a51463c385dca210141daf987a4f1be';
const scores = (values: number[]): readonly PayloadTensor[] => [
  {
    name: 'logits',
    datatype: 'FP32',
    shape: [1, values.length],
    data: new Uint8Array(Float32Array.from(values).buffer),
  },
];

/** A sum of two inputs, of which the second has an open second axis. */
const TWO_INPUTS = writeOnnx({
  name: 'sum',
  opset: 13,
  inputs: [
    { name: 'left', shape: ['batch', 3] },
    { name: 'right', shape: ['batch', 'length'] },
  ],
  outputs: [{ name: 'sum', shape: ['batch', 3] }],
  weights: [],
  nodes: [{ op: 'Add', inputs: ['left', 'right'], outputs: ['sum'] }],
});

const fileOf = (bytes: Uint8Array | string, name = 'fashion-resnet8-other.onnx') => {
  const content = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
  const file = new File([content as never], name);
  Object.defineProperty(file, 'arrayBuffer', { value: async () => Uint8Array.from(content).buffer });
  return file;
};
const drop = async (file: File) => {
  if (screen.queryByRole('main') === null) {
    window.location.hash = '#/owner/register';
    render(<App endpoints={LOCAL_ENDPOINTS} />);
  }
  await userEvent.upload(await screen.findByLabelText(/^Drop an ONNX file/, {}, WAIT), file);
};
const alert = async () => (await screen.findByRole('alert', {}, WAIT)).textContent;
const describeIt = async () => {
  await userEvent.type(await screen.findByLabelText('Licence', {}, WAIT), 'Apache-2.0');
  await userEvent.type(screen.getByLabelText('Royalty in AIRO'), '0.002');
};
const toTheForm = async () => {
  await drop(fileOf(RESNET8));
  await userEvent.click(await screen.findByRole('button', { name: 'Run it here' }, WAIT));
  await describeIt();
};
const click = (name: string) => userEvent.click(screen.getByRole('button', { name }));
const sign = async () => {
  const dialog = within(await screen.findByRole('dialog', { name: 'Register the model' }, WAIT));
  const button = dialog.getByRole<HTMLButtonElement>('button', { name: 'Sign and send' });
  await waitFor(() => expect(button.disabled).toBe(false), WAIT);
  await userEvent.click(button);
};

beforeEach(() => {
  localStorage.clear();
  localStorage.setItem(
    'airo.account',
    JSON.stringify({ kind: 'dev', address: OWNER, name: 'Bob', uri: '//Bob' }),
  );
  serveIndexer({ '/v1/models': () => ({ body: { items: [], next: null } }) });
  takeUploads();
  state = {};
  run = () => scores([0.25, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});
afterEach(cleanup);

describe('a file', () => {
  it.each([
    ['an empty one', '', 'The file is empty'],
    ['a text', 'not a model', 'This file is no ONNX model'],
    ['a picture', '\x89PNG\r\n\x1a\n', 'This file is no ONNX model'],
    ['one that was cut short', RESNET8.subarray(0, 9_000), 'This file is no ONNX model'],
  ])('is refused when it is %s', async (_, bytes, said) => {
    await drop(fileOf(bytes));
    expect(await alert()).toContain(said);
    expect(screen.queryByText('2. Reference answers')).toBeNull();
  });

  it('is refused when a page can not hold it', async () => {
    const file = fileOf('x');
    Object.defineProperty(file, 'size', { value: 2 ** 40 });
    await drop(file);
    expect(await alert()).toContain('wingman models register');
  });

  it('is refused when its graph takes nothing, or needs operators of an unknown version', async () => {
    const bare = { name: 'bare', inputs: [], outputs: [{ name: 'y', shape: [1] }], weights: [] };
    const nodes = [{ op: 'Constant', inputs: [], outputs: ['y'] }];
    await drop(fileOf(writeOnnx({ ...bare, nodes, opset: 13 })));
    expect(await alert()).toContain('takes no input');
    await drop(fileOf(writeOnnx({ ...bare, nodes, opset: 99 })));
    await waitFor(async () => expect(await alert()).toContain('operator set 99'), WAIT);
  });

  it('is shown as what is in it', async () => {
    await drop(fileOf(RESNET8));
    expect(await screen.findByText('image: FP32 [any, 1, 28, 28]', {}, WAIT)).toBeTruthy();
    expect(screen.getByText('logits: FP32 [any, 10]')).toBeTruthy();
    expect(screen.getByText('77,418')).toBeTruthy();
    expect(screen.getByText('0.30 MiB')).toBeTruthy();
    expect(screen.getByText(/operations: .*Conv/)).toBeTruthy();
  });
});

describe('the reference run', () => {
  it('asks for sizes that the graph leaves open, and gives every input', async () => {
    const shapes: unknown[] = [];
    run = (inputs) => {
      shapes.push(inputs.map(({ name, shape }) => [name, shape]));
      return scores([1]);
    };
    await drop(fileOf(TWO_INPUTS, 'sum.onnx'));
    const size = await screen.findByLabelText('Size of right[1] in this run', {}, WAIT);
    await userEvent.clear(size);
    await click('Run it here');
    expect(await screen.findByText('A whole number from 1 to 65536.')).toBeTruthy();
    await userEvent.type(size, '3');
    await click('Run it here');
    expect(await screen.findByText(/^2 reference answers/, {}, WAIT)).toBeTruthy();
    const both = [
      ['left', [1, 3]],
      ['right', [1, 3]],
    ];
    expect(shapes).toEqual([both, both]);
  });

  it('of a model with an unknown operation says so, and one can go on without', async () => {
    run = () => {
      throw new OwnerError('REFERENCE_FAILED', "ONNX Runtime can't run it: Frobnicate is not registered", {});
    };
    await drop(fileOf(RESNET8));
    await userEvent.click(await screen.findByRole('button', { name: 'Run it here' }, WAIT));
    expect(await alert()).toContain('Frobnicate is not registered');
    await click('Go on without');
    expect(await screen.findByText(/without reference answers/, { selector: '[role=status]' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Register' })).toBeTruthy();
  });

  it('that brings infinite numbers is refused', async () => {
    run = () => scores([Number.POSITIVE_INFINITY]);
    await drop(fileOf(RESNET8));
    await userEvent.click(await screen.findByRole('button', { name: 'Run it here' }, WAIT));
    expect(await alert()).toContain('infinite numbers');
  });
});

describe('a registration', () => {
  it('says by field what is wrong, before anything is asked', async () => {
    await drop(fileOf(RESNET8));
    await userEvent.click(await screen.findByRole('button', { name: 'Run it here' }, WAIT));
    await userEvent.type(await screen.findByLabelText('Labels', {}, WAIT), 'cat\ndog');
    await userEvent.clear(screen.getByLabelText('Name'));
    await userEvent.type(screen.getByLabelText('Made from model'), '0');
    await userEvent.type(screen.getByLabelText(/share in percent$/), '101');
    await click('Register');
    for (const said of [
      'From 1 to 64 characters.',
      /^An SPDX licence/,
      'The answer has 10 classes, these are 2 labels.',
      'An amount of AIRO from 0 to 1.',
      'A number of percent from 0 to 100, for example 20.',
    ])
      expect(await screen.findByText(said, {}, WAIT)).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('finds that the name is taken', async () => {
    const taken = someModel({ id: 3 });
    serveIndexer({
      '/v1/models': () => ({
        body: {
          items: [
            { ...taken, manifest: taken.manifest && { ...taken.manifest, name: 'Fashion-ResNet8-Other' } },
          ],
          next: null,
        },
      }),
    });
    await toTheForm();
    await click('Register');
    expect(await screen.findByText(/^Model 3 has this name already/, {}, WAIT)).toBeTruthy();
  });

  it('finds before any upload that the bytes are taken, or that the money does not do', async () => {
    const held = takeUploads();
    state = { taken: RESNET8_HASH };
    await toTheForm();
    await click('Register');
    expect(await alert()).toContain('registered already, as model 0');
    await click('Cancel');
    state = { balance: 9_000_000_000_000n };
    await click('Register');
    expect(await alert()).toContain('can not pay the deposit');
    expect(held.size).toBe(0);
  });

  it('names the model that it was made from, which has to be there, and what that one gets', async () => {
    takeUploads();
    await toTheForm();
    await userEvent.type(screen.getByLabelText('Made from model'), '7');
    await userEvent.type(screen.getByLabelText(/share in percent$/), '12.5');
    await click('Register');
    expect(await alert()).toContain('There is no model 7');
    await click('Cancel');
    await userEvent.clear(screen.getByLabelText('Made from model'));
    await userEvent.type(screen.getByLabelText('Made from model'), '0');
    await click('Register');
    expect(await screen.findByText('Of that, the owner of model 0 gets', {}, WAIT)).toBeTruthy();
    expect(screen.getByText('12.5 %, for good')).toBeTruthy();
    await sign();
    expect(await screen.findByText('Registered.', {}, WAIT)).toBeTruthy();
    expect(state.registered).toMatchObject({ parent: { model: 0, share: 0.125 } });
  });

  it('survives an upload that is cut and a node that is busy: doing it again goes on, with the same sealed claim', async () => {
    const held = takeUploads({ cut: 1 });
    state = { failing: 1 };
    await toTheForm();
    await click('Register');
    await sign();
    expect(await alert()).toContain('Dx');
    expect(state.committed).toBeUndefined();
    await click('Register');
    await sign();
    await waitFor(async () => expect(await alert()).toContain('takes no more transactions'), WAIT);
    await click('Register');
    await sign();
    expect(await screen.findByText('Registered.', {}, WAIT)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Model 5' }).getAttribute('href')).toBe('#/owner/models/5');
    expect(state.committed).toHaveLength(1);
    // The file, two references of two payloads, the manifest.
    expect([...held.keys()]).toHaveLength(1 + 3 + 1);
    expect(held.get(RESNET8_HASH)).toBe(RESNET8.byteLength);
    expect(state.registered).toMatchObject({
      artifact: { hash: RESNET8_HASH, size: BigInt(RESNET8.byteLength) },
      royalty: 2_000_000_000n,
    });
    expect(Object.keys(localStorage).filter((key) => key.startsWith('airo.commitment'))).toEqual([]);
  });
});
