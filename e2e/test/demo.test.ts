import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEMO, demo as runDemo } from './support/demo.ts';
import { type Program, runProgram, startDevnet } from './support/program.ts';

describe('the demo', () => {
  let devnet: Program;
  let state: string;
  beforeAll(async () => {
    ({ program: devnet, state } = await startDevnet());
  });
  afterAll(() => devnet.stop());

  const demo = (...args: string[]) => runDemo(state, ...args);

  it('buys 100 inferences from the cheaper bot, has 92 of 100 pictures right and pays to the planck', async () => {
    const { ok, findings, accuracy, payments, provider, bids } = await demo();
    expect({ ok, findings }).toEqual({ ok: true, findings: [] });
    expect(accuracy.of).toBe(100);
    expect(accuracy.right).toBeGreaterThanOrEqual(92);
    expect(bids).toHaveLength(2);
    const [cheapest] = [...bids].sort((a, b) => Number(a.price - b.price));
    expect(provider).toBe(cheapest?.provider);
    expect(payments.units).toBe(100);
    expect(payments.provider + payments.modelOwner + payments.treasury).toBe(100n * (cheapest?.price ?? 0n));
    expect(payments.escrow).toBe(100n * (cheapest?.price ?? 0n));
  });

  it('buys again, ten pictures a request, awarded by the chain when the bid window ends', async () => {
    const { accuracy, payments } = await demo('--batch', '10', '--inferences', '45', '--award', 'cheapest');
    expect(accuracy.of).toBe(45);
    expect(payments.units).toBe(45);
  });

  it('takes the bot it is told to, though it is dearer', async () => {
    const { provider, bids } = await demo('--inferences', '5', '--provider', 'wingman-1');
    const price = (of: string) => bids.find((b) => b.provider === of)?.price ?? 0n;
    expect(price(provider)).toBe(
      bids
        .map((b) => b.price)
        .sort((a, b) => Number(a - b))
        .at(-1),
    );
  });

  it('registers a model of its own, whose lower accuracy shows', async () => {
    const { accuracy, model } = await demo(
      '--model',
      'models/fashion-resnet8-other.onnx',
      '--inferences',
      '200',
      '--batch',
      '20',
    );
    expect(model.name).toBe('fashion-resnet8-other');
    expect(accuracy.of).toBe(200);
    expect(accuracy.right).toBeGreaterThan(150);
    expect(accuracy.right).toBeLessThan(188);
  });

  it.each([
    ['--inferences', '0', '--inferences'],
    ['--inferences', 'many', '--inferences'],
    ['--batch', '0', '--batch'],
    ['--max-price', '-1', '--max-price'],
    ['--provider', 'nobody', 'wingman-1'],
    ['--model', '/no/such/file.onnx', '/no/such/file.onnx'],
    ['--max-price', '0.000001', 'PriceTooLow'],
  ])('says what is wrong with %s %s and exits 1', async (flag, value, message) => {
    const { code, stderr } = await runProgram(DEMO, ['--json', '--state', state, flag, value]);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
  });
});
