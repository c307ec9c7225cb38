import { type AgreementId, type Blob, requestIndex } from '@airo/chain-types';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WingmanError } from '../../../src/errors.ts';
import type { ExecutionContext } from '../../../src/pipeline/execution/context.ts';
import { inferProcessor } from '../../../src/pipeline/execution/infer.ts';
import { KeyedLock } from '../../../src/pipeline/execution/keyed-lock.ts';
import { publishProcessor } from '../../../src/pipeline/execution/publish.ts';
import { settleProcessor } from '../../../src/pipeline/execution/settle.ts';
import { agreementFacts } from '../../../src/pipeline/follow/agreement-facts.ts';
import { ServedModels } from '../../../src/pipeline/model/served-models.ts';
import type { Change } from '../../../src/ports/change.ts';
import type { Job } from '../../../src/ports/queue.ts';
import { type PayloadTensor, tensorOf } from '../../../src/schemas/index.ts';
import { createRig, picture, type Rig, silent } from '../../fakes/rig.ts';
import { sampleBenchmark } from '../../fakes/sample-benchmark.ts';

const FIRST = { number: 1, last: false };
const LAST = { number: 3, last: true };
const rejected = (error: string) => new WingmanError('CHAIN_REJECTED', error, { pallet: 'execution', error });

describe('the processors', () => {
  let rig: Rig;
  let context: ExecutionContext;
  let agreement: AgreementId;
  let told: number;
  beforeEach(async () => {
    rig = await createRig();
    told = 0;
    const served = new ServedModels();
    const { chain, store, blobs, model, manifest } = rig;
    const manifestHash = chain.models.get(model)?.manifest.hash ?? '0x';
    const benchmark = sampleBenchmark({ bestBatch: 4, perSecond: 100 });
    served.set({
      state: 'ready',
      id: model,
      manifestHash,
      manifest,
      loaded: await rig.backend.load(),
      benchmark,
    });
    context = {
      chain,
      store,
      blobs,
      served,
      log: silent,
      locks: new KeyedLock(),
      head: () => chain.number,
      maxPayloadBytes: 10_000,
      onJobs: () => told++,
      observe: { inferred: () => {}, ended: () => {}, took: () => {}, answered: () => {} },
    };
    agreement = chain.award(chain.placeOrder({ model, inferences: 100 }));
    const record = await chain.agreement(agreement);
    await store.apply(record ? agreementFacts(record) : []);
  });
  afterEach(() => rig.close());

  /** Posts requests and stores them as the follower does. */
  async function post(items: readonly { payload: Blob; units: number }[]): Promise<Job> {
    const indices = rig.chain.post(agreement, items);
    for (const index of indices) {
      const request = await rig.chain.request(agreement, index);
      if (request) await rig.store.apply([{ type: 'request.posted', request }]);
    }
    const job: Job = { id: `inference-${indices[0]}`, queue: 'inference', data: { agreement, indices } };
    await rig.store.apply([{ type: 'job', job: { ...job, notBefore: null } }]);
    await rig.store.takeJobs(rig.chain.number, 100);
    return job;
  }
  const states = async () => (await rig.store.requests(agreement)).map((r) => r.state);
  const jobs = async () => (await rig.store.takeJobs(10_000, 100)).map((j) => j.id);
  const publish: Job = { id: 'publish-x', queue: 'publish', data: { agreement: 0 } };
  const settle: Job = { id: 'settle-x', queue: 'settle', data: { agreement: 0 } };
  const about = (job: Job): Job => ({ ...job, data: { agreement } });

  describe('of inference', () => {
    it('put requests together up to the best batch, and each item shape by itself', async () => {
      const job = await post(await rig.upload(...[1, 2, 3, 4, 5, 6].map((n) => picture(n))));
      await inferProcessor(context)(job, FIRST);
      expect(rig.backend.runs).toEqual([4, 2]);
      expect(await states()).toEqual(Array(6).fill('computed'));
      expect(told).toBe(1);
      expect(await jobs()).toContain(`publish-${job.id}-1`);
    });

    it('compute nothing that has an outcome, and nothing whose deadline is over', async () => {
      const job = await post(await rig.upload(picture(1)));
      await inferProcessor(context)(job, FIRST);
      await inferProcessor(context)(job, FIRST);
      expect(rig.backend.runs).toEqual([1]);
      const late = await post(await rig.upload(picture(2)));
      rig.chain.block([], 60);
      await inferProcessor(context)(late, FIRST);
      expect(rig.backend.runs).toEqual([1]);
    });

    it('are tried again for what is missing, and answer the rest at once', async () => {
      const [there] = await rig.upload(picture(1));
      const missing = { payload: { hash: `0x${'e'.repeat(64)}` as const, size: 9n }, units: 1 };
      const job = await post([missing, ...(there ? [there] : [])]);
      await expect(inferProcessor(context)(job, FIRST)).rejects.toMatchObject({ code: 'CHAIN_UNAVAILABLE' });
      expect(await states()).toEqual(['open', 'computed']);
      await inferProcessor(context)(job, LAST);
      expect(await states()).toEqual(['refused', 'computed']);
      expect(await rig.store.requests(agreement, { states: ['refused'] })).toMatchObject([
        { failCode: 'PayloadUnavailable' },
      ]);
    });

    it('refuse what is larger than Dx says it may be', async () => {
      const [there] = await rig.upload(picture(1, 3_000));
      const job = await post(there ? [{ ...there, payload: { ...there.payload, size: 9n } }] : []);
      await inferProcessor(context)(job, FIRST);
      expect(await rig.store.requests(agreement)).toMatchObject([{ state: 'refused', failCode: 'TooLarge' }]);
    });

    it('wait for a model that is being loaded, and give up on one that can’t be', async () => {
      const job = await post(await rig.upload(picture(1)));
      context.served.set({ state: 'loading', id: rig.model });
      await inferProcessor(context)(job, LAST);
      expect(await states()).toEqual(['open']);
      expect(await jobs()).toContain(job.id);
      context.served.set({ state: 'failed', id: rig.model, code: 'X', reason: 'no' });
      await expect(inferProcessor(context)(job, FIRST)).rejects.toMatchObject({ code: 'CHAIN_UNAVAILABLE' });
      await inferProcessor(context)(job, LAST);
      expect(await rig.store.requests(agreement)).toMatchObject([
        { state: 'refused', failCode: 'ModelUnavailable' },
      ]);
    });

    it('do nothing about an agreement that nobody knows', async () => {
      const job: Job = { id: 'x', queue: 'inference', data: { agreement: 99 } };
      await inferProcessor(context)(job, FIRST);
      expect(rig.backend.runs).toEqual([]);
    });

    it('blame themselves when the runtime fails', async () => {
      rig.backend.failRun = true;
      const job = await post(await rig.upload(picture(1)));
      await inferProcessor(context)(job, FIRST);
      expect(await rig.store.requests(agreement)).toMatchObject([{ state: 'refused', failCode: 'Internal' }]);
    });

    it('do not spoil each other: of a batch, only the bad payload is refused', async () => {
      const code = 'MODEL_INPUT_REFUSED';
      rig.backend.poison.set(2, new WingmanError(code, 'two is too much', {}));
      rig.backend.poison.set(3, new WingmanError('MODEL_RUN_FAILED', 'no', {}));
      const job = await post(await rig.upload(picture(1), picture(2), picture(3), picture(4)));
      await inferProcessor(context)(job, FIRST);
      expect(rig.backend.runs).toEqual([4, 1, 1, 1, 1]);
      expect(await rig.store.requests(agreement)).toMatchObject([
        { state: 'computed' },
        { state: 'refused', failCode: 'PayloadInvalid', detail: 'two is too much' },
        { state: 'refused', failCode: 'Internal' },
        { state: 'computed' },
      ]);
    });

    it('run by itself what was being run when a process ended, and refuse it the third time', async () => {
      const job = await post(await rig.upload(...[1, 2, 3, 4].map((n) => picture(n))));
      const ended = (index: number): Change => ({
        type: 'request.runBegan',
        agreement,
        index: requestIndex(index),
      });
      await rig.store.apply([ended(1), ended(2)]);
      for (let deaths = 0; deaths < 3; deaths++) await rig.store.apply([ended(3)]);
      await inferProcessor(context)(job, FIRST);
      expect(rig.backend.runs).toEqual([1, 1, 1]);
      expect(await rig.store.requests(agreement)).toMatchObject([
        { state: 'computed' },
        { state: 'computed' },
        { state: 'computed' },
        { state: 'refused', failCode: 'Internal', detail: '3 runs of it never ended' },
      ]);
    });

    it('count no run whose process lives on', async () => {
      const unended = async () => (await rig.store.requests(agreement)).map((r) => r.unendedRuns);
      const job = await post(await rig.upload(picture(1), picture(2)));
      rig.backend.away = new WingmanError('MODEL_UNAVAILABLE', 'the server is not there', {});
      await expect(inferProcessor(context)(job, FIRST)).rejects.toThrow('2 requests are left');
      expect(await unended()).toEqual([0, 0]);
      rig.backend.away = null;
      const { put } = rig.blobs;
      rig.blobs.put = async () => {
        throw new TypeError('a defect');
      };
      await expect(inferProcessor(context)(job, FIRST)).rejects.toThrow('a defect');
      expect(await unended()).toEqual([0, 0]);
      rig.blobs.put = put;
      rig.backend.poison.set(2, new WingmanError('MODEL_RUN_FAILED', 'no', {}));
      await inferProcessor(context)(job, FIRST);
      expect(await states()).toEqual(['computed', 'refused']);
    });

    it('are left for another try while the model can not run, and given up at the last one', async () => {
      rig.backend.away = new WingmanError('MODEL_UNAVAILABLE', 'the server is not there', {});
      const job = await post(await rig.upload(picture(1), picture(2)));
      await expect(inferProcessor(context)(job, FIRST)).rejects.toThrow('2 requests are left');
      expect(await states()).toEqual(['open', 'open']);
      await inferProcessor(context)(job, LAST);
      expect(await rig.store.requests(agreement)).toMatchObject([
        { state: 'refused', failCode: 'ModelUnavailable', detail: 'the server is not there' },
        { state: 'refused', failCode: 'ModelUnavailable' },
      ]);
    });

    it('wait for a model that is away, until their deadline is near', async () => {
      const ready = context.served.get(rig.model);
      if (ready?.state !== 'ready') throw new TypeError('not ready');
      const job = await post(await rig.upload(picture(1)));
      const why = { id: rig.model, code: 'MODEL_UNAVAILABLE', reason: 'x' };
      for (const state of [
        { state: 'away', ...why, model: ready } as const,
        { state: 'failed', ...why } as const,
      ]) {
        context.served.set(state);
        await inferProcessor(context)(job, FIRST);
        expect(await states()).toEqual(['open']);
      }
      const [request] = await rig.store.requests(agreement);
      const late = { ...context, head: () => (request?.deadline ?? 0) - 1 };
      await inferProcessor(late)(job, LAST);
      expect(await rig.store.requests(agreement)).toMatchObject([
        { state: 'refused', failCode: 'ModelUnavailable' },
      ]);
    });

    it('are tried again when Dx takes no answer', async () => {
      const job = await post(await rig.upload(picture(1)));
      rig.blobs.put = async () => {
        throw new TypeError('a defect');
      };
      await expect(inferProcessor(context)(job, FIRST)).rejects.toThrow('a defect');
      expect(await states()).toEqual(['open']);
    });

    it('let no defect pass as a bad payload, nor keep the others', async () => {
      const job = await post(await rig.upload(picture(1), picture(2)));
      const { get } = rig.blobs;
      const [broken] = await rig.store.requests(agreement);
      rig.blobs.get = async (hash, maxBytes) =>
        hash === broken?.payload.hash
          ? { ok: true, bytes: null as never }
          : get.call(rig.blobs, hash, maxBytes);
      await expect(inferProcessor(context)(job, FIRST)).rejects.toThrow('1 requests are left');
      await inferProcessor(context)(job, LAST);
      expect(await states()).toEqual(['open', 'computed']);
      const late = { ...context, head: () => (broken?.deadline ?? 0) - 1 };
      await inferProcessor(late)(job, LAST);
      expect(await rig.store.requests(agreement, { states: ['refused'] })).toMatchObject([
        { failCode: 'Internal', detail: 'a defect of this program' },
      ]);
    });

    it('run one request after the other for a model without batch axis, and keep its outputs whole', async () => {
      const ready = context.served.get(rig.model);
      if (ready?.state !== 'ready') throw new TypeError('not ready');
      const inputs = [{ name: 'image', datatype: 'UINT8' as const, shape: [1, 1, 2, 2] }];
      const run = async (given: readonly PayloadTensor[]) => {
        rig.backend.runs.push(given[0]?.shape[0] ?? 0);
        return [tensorOf('logits', 'FP32', [7], new Float32Array(7))];
      };
      context.served.set({
        ...ready,
        manifest: { ...ready.manifest, inputs },
        loaded: { ...ready.loaded, run },
      });
      const job = await post(await rig.upload(picture(1), picture(2)));
      await inferProcessor(context)(job, FIRST);
      expect(rig.backend.runs).toEqual([1, 1]);
      expect(await states()).toEqual(['computed', 'computed']);
    });
  });

  describe('of publishing', () => {
    const outcome = async (changes: readonly Change[]) => rig.store.apply(changes);
    const computed = (index: number): Change => ({
      type: 'request.computed',
      agreement,
      index: requestIndex(index),
      response: { hash: `0x${'a'.repeat(64)}`, size: 4n },
    });
    const refused = (index: number): Change => ({
      type: 'request.refused',
      agreement,
      index: requestIndex(index),
      code: 'PayloadInvalid',
      detail: '',
    });

    it('fill one call with as many as it takes, answers and refusals apart', async () => {
      await post(await rig.upload(...Array.from({ length: 40 }, (_, n) => picture(n))));
      await outcome([...Array.from({ length: 38 }, (_, i) => computed(i)), refused(38), refused(39)]);
      await publishProcessor(context)(about(publish), FIRST);
      expect(rig.chain.calls).toEqual(['execution.respond', 'execution.respond', 'execution.fail']);
      expect(new Set(await states())).toEqual(new Set(['answered', 'failed']));
    });

    it('bring nothing that is there already, gone or too late', async () => {
      await post(await rig.upload(picture(1), picture(2), picture(3)));
      await outcome([computed(0), computed(1), computed(2)]);
      await rig.chain.respond(agreement, [
        { index: requestIndex(0), response: { hash: `0x${'b'.repeat(64)}`, size: 1n } },
      ]);
      rig.chain.requested.get(agreement)?.delete(requestIndex(1));
      rig.chain.block([], 60);
      rig.chain.calls.length = 0;
      await publishProcessor(context)(about(publish), FIRST);
      expect(rig.chain.calls).toEqual([]);
      expect(await states()).toEqual(['answered', 'timedOut', 'timedOut']);
    });

    it('look again when the chain changed in between', async () => {
      await post(await rig.upload(picture(1), picture(2)));
      await outcome([computed(0), computed(1)]);
      rig.chain.before = async () => {
        rig.chain.before = () => {};
        await rig.chain.fail(agreement, [{ index: requestIndex(0), code: 'Internal' }]);
      };
      await publishProcessor(context)(about(publish), FIRST);
      expect(await states()).toEqual(['timedOut', 'answered']);
    });

    it('are never given up: tried again, and later when the queue has had enough', async () => {
      await post(await rig.upload(picture(1)));
      await outcome([computed(0), { type: 'job', job: { ...about(publish), notBefore: null } }]);
      await jobs();
      rig.chain.before = () => {
        throw rejected('Odd');
      };
      await expect(publishProcessor(context)(about(publish), FIRST)).rejects.toMatchObject({
        code: 'CHAIN_REJECTED',
      });
      await publishProcessor(context)(about(publish), LAST);
      expect(await rig.store.takeJobs(rig.chain.number + 1, 10)).toEqual([]);
      expect(await rig.store.takeJobs(rig.chain.number + 2, 10)).toHaveLength(1);
      expect(await states()).toEqual(['computed']);
    });
  });

  describe('of settling', () => {
    beforeEach(async () => {
      await post(await rig.upload(picture(1)));
      await rig.chain.respond(agreement, [
        { index: requestIndex(0), response: { hash: `0x${'b'.repeat(64)}`, size: 1n } },
      ]);
      rig.chain.calls.length = 0;
    });

    it('take what is due, and nothing before', async () => {
      await settleProcessor(context)(about(settle), FIRST);
      expect(rig.chain.calls).toEqual([]);
      rig.chain.block([], 11);
      await settleProcessor(context)(about(settle), FIRST);
      expect(rig.chain.calls).toEqual(['execution.settle']);
    });

    it('publish what is demanded while its window is open, and take it when it is due again', async () => {
      const [answer] = await rig.upload(picture(2));
      if (!answer) throw new TypeError('uploaded');
      const [index = requestIndex(0)] = rig.chain.post(agreement, await rig.upload(picture(3)));
      await rig.chain.respond(agreement, [{ index, response: answer.payload }]);
      rig.chain.demand(agreement, index);
      rig.chain.calls.length = 0;
      await settleProcessor(context)(about(settle), FIRST);
      await settleProcessor(context)(about(settle), FIRST);
      expect(rig.chain.calls).toEqual(['execution.publish']);
      rig.chain.block([], 11);
      await settleProcessor(context)(about(settle), FIRST);
      expect(rig.chain.calls).toEqual(['execution.publish', 'execution.settle']);
    });

    it('try again for demanded bytes that are not to be had, and let go when it is too late', async () => {
      rig.chain.demand(agreement, requestIndex(0));
      rig.chain.calls.length = 0;
      await expect(settleProcessor(context)(about(settle), FIRST)).rejects.toMatchObject({
        code: 'CHAIN_UNAVAILABLE',
      });
      rig.chain.block([], 200);
      await settleProcessor(context)(about(settle), FIRST);
      expect(rig.chain.calls).not.toContain('execution.publish');
    });

    it('take it as no harm when somebody else was faster', async () => {
      rig.chain.block([], 11);
      rig.chain.before = () => {
        throw rejected('NothingDue');
      };
      await settleProcessor(context)(about(settle), FIRST);
      expect(rig.chain.calls).toEqual([]);
    });

    it('offer to close what is used up, once', async () => {
      rig.chain.block([], 11);
      const record = rig.chain.agreed.get(agreement);
      if (record) rig.chain.agreed.set(agreement, { ...record, refunded: 99 });
      await settleProcessor(context)(about(settle), FIRST);
      await settleProcessor(context)(about(settle), FIRST);
      expect(rig.chain.calls).toEqual(['execution.settle', 'execution.offer_close']);
    });

    it('close after all windows, until nothing is left', async () => {
      rig.chain.block([], 400);
      await settleProcessor(context)(about(settle), FIRST);
      expect(rig.chain.calls).toEqual(['execution.settle', 'execution.close']);
      await settleProcessor(context)(about(settle), FIRST);
      expect(await rig.store.agreement(agreement)).toMatchObject({ state: 'closed' });
    });

    it('are tried again, and later when the queue has had enough', async () => {
      rig.chain.block([], 11);
      await rig.store.apply([{ type: 'job', job: { ...about(settle), notBefore: null } }]);
      await jobs();
      rig.chain.before = () => {
        throw new WingmanError('CHAIN_UNAVAILABLE', 'x', {});
      };
      await expect(settleProcessor(context)(about(settle), FIRST)).rejects.toMatchObject({
        code: 'CHAIN_UNAVAILABLE',
      });
      await settleProcessor(context)(about(settle), LAST);
      expect(await rig.store.takeJobs(rig.chain.number + 3, 10)).toEqual([]);
      expect(await rig.store.takeJobs(rig.chain.number + 4, 10)).toHaveLength(1);
    });
  });
});

describe('a lock by key', () => {
  it('lets work of one key run one after the other, whatever fails', async () => {
    const locks = new KeyedLock();
    const order: string[] = [];
    const slow = locks.run('a', async () => {
      await Promise.resolve();
      order.push('a1');
      throw new TypeError('no');
    });
    const next = locks.run('a', async () => order.push('a2'));
    const other = locks.run('b', async () => order.push('b1'));
    await expect(slow).rejects.toThrow('no');
    await Promise.all([next, other]);
    expect(order.indexOf('a1')).toBeLessThan(order.indexOf('a2'));
    expect(order.indexOf('b1')).toBeLessThan(order.indexOf('a2'));
  });
});
