import type { AgreementId, ChainEvent, FailCode } from '@airo/chain-types';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Change } from '../../src/ports/change.ts';
import { decodePayload, type PayloadTensor, tensorValues } from '../../src/schemas/index.ts';
import { type Called, type CrashPoint, Life, livingParts } from '../fakes/mortal.ts';
import { createRig, picture, type Rig } from '../fakes/rig.ts';
import { until } from '../fakes/until.ts';

const NEVER = new AbortController().signal;
const GOOD = 3;
const NOISE = Uint8Array.of(1, 2, 3);

const named =
  (wanted: string): Called =>
  (name) =>
    name === wanted;
/** A write that holds such a fact. */
const writing =
  (type: Change['type']): Called =>
  (name, args) =>
    name === 'store.apply' && (args[0] as readonly Change[]).some((change) => change.type === type);
const handing =
  (queue: string): Called =>
  (name, args) =>
    name === 'queue.add' && (args[0] as readonly { queue: string }[]).some((job) => job.queue === queue);

/** Every step of a request, from the block that it was posted in to the money. */
const STEPS: readonly (readonly [step: string, at: Called])[] = [
  ['noting the request', writing('request.posted')],
  ['taking its job from the outbox', named('store.takeJobs')],
  ['queueing its job', handing('inference')],
  ['fetching its payload', named('blobs.get')],
  ['computing', named('model.run')],
  ['uploading the answer', named('blobs.put')],
  ['keeping the answer', writing('request.computed')],
  ['queueing the publishing', handing('publish')],
  ['looking what the chain wants', named('chain.requests')],
  ['sending the answer', named('chain.respond')],
  ['sending the refusal', named('chain.fail')],
  ['noting that it is answered', writing('request.answered')],
  ['ending the job', writing('job.done')],
  ['taking what is due', named('chain.settle')],
  ['booking what was paid', writing('earned')],
];
const POINTS = STEPS.flatMap(([step, at]) =>
  (['before', 'after'] as const).map((when): [string, string, CrashPoint] => [when, step, { when, at }]),
);

describe('a bot that is killed', () => {
  let rig: Rig;
  let lives: Life[];
  beforeEach(async () => {
    rig = await createRig();
    lives = [];
  });
  afterEach(async () => {
    for (const life of lives) life.bury();
    await rig.close();
  });

  async function born(point: CrashPoint | null = null): Promise<Life> {
    const life = new Life();
    lives.push(life);
    if (point) life.dieAt(point);
    const bot = rig.bot(livingParts(life, rig));
    void bot.start([rig.model]).catch(() => {});
    await bot.untilReady(NEVER);
    return life;
  }

  /** An agreement, and a bot that has just read that requests were posted on it: good ones, and a bad one. */
  async function posted(life: Life, point: CrashPoint | null, bad: Uint8Array = NOISE): Promise<AgreementId> {
    const order = rig.chain.placeOrder({ model: rig.model, inferences: GOOD + 1, duration: 5_000 });
    await until(async () => (await rig.store.order(order))?.stage === 'bidding');
    const agreement = rig.chain.award(order);
    await until(async () => (await rig.store.agreement(agreement)) !== null);
    const items = await rig.upload(...Array.from({ length: GOOD }, (_, i) => picture(i + 1)), bad);
    if (point) life.dieAt(point);
    rig.chain.post(agreement, items);
    return agreement;
  }

  const isAnswered = async (agreement: AgreementId) =>
    (await rig.chain.requests(agreement)).every(({ state }) => state.kind !== 'open');
  const isBooked = async () => (await rig.store.earnings()).total.units === GOOD;

  /** Lets blocks come, as they do, until the bot is dead or has its money. */
  async function live(life: Life, agreement: AgreementId): Promise<void> {
    await until(async () => life.isOver || (await isAnswered(agreement)), 'answers');
    while (!life.isOver && !(await isBooked())) {
      rig.chain.block([], 4);
      await until(async () => {
        const [best, final] = [await rig.store.cursor('best'), await rig.store.cursor('finalised')];
        return life.isOver || (best?.number === rig.chain.number && final?.number === rig.chain.number);
      }, 'the blocks');
    }
  }

  async function everything(): Promise<ChainEvent[]> {
    const stop = new AbortController();
    const events: ChainEvent[] = [];
    const after = { number: 0, hash: `0x${'0'.repeat(64)}` } as const;
    for await (const block of rig.chain.blocks({ after, finality: 'best', signal: stop.signal })) {
      events.push(...block.events.map(({ event }) => event));
      if (block.block.number === rig.chain.number) break;
    }
    return events;
  }

  async function expectOnce(agreement: AgreementId, refused: FailCode = 'PayloadInvalid'): Promise<void> {
    const events = await everything();
    const answers = events.flatMap((e) => (e.type === 'execution.Responded' ? [e] : []));
    expect(answers.map(({ index }) => index).sort()).toEqual([0, 1, 2]);
    for (const { index, response } of answers) {
      const [logits] = decodePayload(rig.blobs.held.get(response.hash) ?? NOISE, {
        kind: 'response',
      }).tensors;
      const sum = 4 * (index + 1);
      expect(logits && [...tensorValues(logits, 'FP32')]).toEqual([sum, -sum]);
    }
    expect(events.flatMap((e) => (e.type === 'execution.Failed' ? [[e.index, e.code]] : []))).toEqual([
      [GOOD, refused],
    ]);
    const settled = events.flatMap((e) => (e.type === 'execution.Settled' ? [e] : []));
    expect(settled.flatMap(({ indices }) => indices).sort()).toEqual([0, 1, 2]);
    const { total } = await rig.store.earnings();
    expect(total.provider).toBe(settled.reduce((sum, { provider }) => sum + provider, 0n));
    const states = async () => (await rig.store.requests(agreement)).map(({ state }) => state);
    await until(async () => (await states()).join() === 'settled,settled,settled,failed');
  }

  it.each(POINTS)(
    '%s %s answers each request once, and is paid once, when it is started again',
    async (...[, , point]) => {
      const first = await born();
      const agreement = await posted(first, point);
      await live(first, agreement);
      expect(first.isOver).toBe(true);
      await live(await born(), agreement);
      await expectOnce(agreement);
    },
  );

  it('by one request whenever it is run refuses that one in the end, and answers the others', async () => {
    const POISON = 9;
    const point: CrashPoint = {
      when: 'before',
      at: (name, [inputs]) =>
        name === 'model.run' &&
        (inputs as readonly PayloadTensor[]).some(({ data }) => data.includes(POISON)),
    };
    let life = await born(point);
    const agreement = await posted(life, null, picture(POISON));
    let deaths = 0;
    for (await live(life, agreement); life.isOver && deaths < 10; await live(life, agreement)) {
      deaths += 1;
      life = await born(point);
    }
    expect(deaths).toBe(3);
    await expectOnce(agreement, 'Internal');
  });

  it('again and again, at whatever calls, answers each request once in the end', async () => {
    const point = fc.record({
      when: fc.constantFrom('before', 'after'),
      calls: fc.integer({ min: 1, max: 60 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(point, { minLength: 2, maxLength: 4 }), async (deaths) => {
        await rig.close();
        rig = await createRig();
        const counting = ({ when, calls }: (typeof deaths)[number]): CrashPoint => {
          let left = calls;
          return { when, at: () => --left === 0 };
        };
        const [first, ...more] = deaths.map(counting);
        let life = await born();
        const agreement = await posted(life, first ?? null);
        await live(life, agreement);
        for (const next of more) {
          life.bury();
          life = await born();
          life.dieAt(next);
          await live(life, agreement);
        }
        life.bury();
        await live(await born(), agreement);
        await expectOnce(agreement);
      }),
      { numRuns: 15 },
    );
  });
});
