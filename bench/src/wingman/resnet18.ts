import { type NodeInit, type WeightInit, writeOnnx } from '@airo/wingman/onnx';

const OPSET = 13;
const CLASSES = 1_000;
const STAGES = [64, 128, 256, 512];
const BLOCKS_PER_STAGE = 2;
const STEM_KERNEL = 7;

/** Pixels of a side. */
export const RESNET_SIDE = 224;

/**
 * A file with the graph of ResNet-18 (He et al. 2016), batch normalisation folded into the convolutions, and random
 * weights: 11.7 million of them, 47 MB. It computes what the trained network would, and tells nothing.
 * @param random from 0 to 1
 */
export function resnet18(random: () => number): Uint8Array {
  const nodes: NodeInit[] = [];
  const weights: WeightInit[] = [];
  const named = (kind: string) => `${kind}${nodes.length}`;

  const add = (op: string, inputs: readonly string[], attributes?: NodeInit['attributes']): string => {
    const output = named(op.toLowerCase());
    nodes.push({ op, inputs, outputs: [output], ...(attributes ? { attributes } : {}) });
    return output;
  };
  const weight = (name: string, dims: readonly number[], spread: number): string => {
    const size = dims.reduce((product, d) => product * d, 1);
    const values = new Float32Array(size);
    for (let i = 0; i < size; i += 1) values[i] = (random() * 2 - 1) * spread;
    weights.push({ name, dims, values });
    return name;
  };
  const conv = (input: string, from: number, to: number, kernel: number, stride: number): string => {
    const prefix = named('conv');
    const dims = [to, from, kernel, kernel];
    // Keeps the size of what flows through it, as in He et al. 2015.
    const w = weight(`${prefix}.weight`, dims, Math.sqrt(6 / (from * kernel * kernel)));
    const bias = weight(`${prefix}.bias`, [to], 0.1);
    const pad = Math.floor(kernel / 2);
    return add('Conv', [input, w, bias], {
      kernel_shape: [kernel, kernel],
      strides: [stride, stride],
      pads: [pad, pad, pad, pad],
    });
  };
  const block = (input: string, from: number, to: number, stride: number): string => {
    const inner = conv(add('Relu', [conv(input, from, to, 3, stride)]), to, to, 3, 1);
    const shortcut = stride === 1 ? input : conv(input, from, to, 1, stride);
    return add('Relu', [add('Add', [inner, shortcut])]);
  };

  const stem = add('Relu', [conv('image', 3, 64, STEM_KERNEL, 2)]);
  let flow = add('MaxPool', [stem], { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] });
  let channels = 64;
  for (const [stage, width] of STAGES.entries()) {
    for (let i = 0; i < BLOCKS_PER_STAGE; i += 1) {
      flow = block(flow, channels, width, stage > 0 && i === 0 ? 2 : 1);
      channels = width;
    }
  }
  const pooled = add('Flatten', [add('GlobalAveragePool', [flow])], { axis: 1 });
  const head = [weight('fc.weight', [CLASSES, channels], 0.05), weight('fc.bias', [CLASSES], 0.05)];
  nodes.push({ op: 'Gemm', inputs: [pooled, ...head], outputs: ['logits'], attributes: { transB: 1 } });
  return writeOnnx({
    name: 'resnet18',
    opset: OPSET,
    inputs: [{ name: 'image', shape: ['N', 3, RESNET_SIDE, RESNET_SIDE] }],
    outputs: [{ name: 'logits', shape: ['N', CLASSES] }],
    weights,
    nodes,
  });
}
