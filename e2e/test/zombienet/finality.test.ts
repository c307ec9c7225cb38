import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { demo } from '../support/demo.ts';
import { type Program, startDevnet } from '../support/program.ts';
import { type Network, startNetwork } from './support/network.ts';
import { reaches } from './support/progress.ts';

jest.setTimeout(300_000);

/** A round of votes, and the two blocks that GRANDPA leaves open, at 3 s a block; with room for a busy machine. */
const BLOCKS_TO_FINALITY = 8;

describe('four validators, an RPC node and two Wingmans', () => {
  let network: Network;
  let devnet: Program;
  let state: string;

  beforeAll(async () => {
    network = await startNetwork();
    ({ program: devnet, state } = await startDevnet(['--chain-url', network.rpc.url]));
  }, 400_000);
  afterAll(async () => {
    await devnet?.stop();
    await network?.stop();
  });

  it('do the main job, and its blocks become final', async () => {
    const { accuracy, payments } = await demo(state, '--inferences', '20');
    expect(accuracy.of).toBe(20);
    expect(payments.units).toBe(20);
    const best = await network.rpc.best();
    await reaches(() => network.rpc.finalised(), best, 'finality of the settlement');
  });

  it('make blocks final with one validator gone', async () => {
    const [, , , dave] = network.validators;
    await dave?.kill();
    const best = await network.rpc.best();
    await reaches(() => network.rpc.finalised(), best + 1, 'finality with three of four validators');
  });

  it('go on without finality when two are gone: bots answer from best blocks', async () => {
    const [, , charlie] = network.validators;
    await charlie?.kill();
    const stopped = await network.rpc.finalised();
    const { accuracy } = await demo(state, '--inferences', '5');
    expect(accuracy.of).toBe(5);
    const best = await network.rpc.best();
    expect(best).toBeGreaterThan(stopped + BLOCKS_TO_FINALITY);
    // Two of four can't vote a block final: what was voted for before the second went may still come through.
    expect(await network.rpc.finalised()).toBeLessThanOrEqual(stopped + 2);
  });

  it('finalise all of that when they are back, and go on with the job', async () => {
    const [, , charlie, dave] = network.validators;
    const best = await network.rpc.best();
    charlie?.start();
    dave?.start();
    await reaches(() => network.rpc.finalised(), best, 'finality with the validators back');
    expect((await demo(state, '--inferences', '5')).accuracy.of).toBe(5);
  });
});
