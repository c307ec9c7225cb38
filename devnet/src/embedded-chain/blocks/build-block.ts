import type { Block, Blockchain } from '@acala-network/chopsticks-core';
import type { Chopsticks } from '../chopsticks.ts';
import type { Backend } from '../executor/task.ts';

type Hex = `0x${string}`;

type Header = Awaited<Block['header']>;
/** The part of an `EventRecord` that is looked at. */
interface Phased {
  readonly phase: { readonly isApplyExtrinsic: boolean; readonly asApplyExtrinsic: { toNumber(): number } };
}

export interface Built {
  readonly number: number;
  readonly hash: Hex;
  readonly header: Header;
  readonly extrinsics: Hex[];
  readonly storageDiff: Readonly<Record<string, string | null>>;
  /** Extrinsics that the runtime refused at their turn. */
  readonly refused: readonly Hex[];
  /** Extrinsics that found no room and can go into the next block. */
  readonly postponed: readonly Hex[];
}

const NO_MESSAGES = { upwardMessages: {}, downwardMessages: [], horizontalMessages: {} };

/**
 * The block on top of the head with these transactions. The whole block is one task, since each costs a start of the
 * runtime. Only when the runtime refuses one of the transactions, which
 * a task of many calls doesn't tell, the block is built again call by call.
 */
export async function buildBlock(
  chopsticks: Chopsticks,
  chain: Blockchain,
  transactions: readonly Hex[],
): Promise<Built> {
  return (
    (await buildAtOnce(chopsticks, chain, transactions)) ??
    (await buildByCalls(chopsticks, chain, transactions))
  );
}

async function buildAtOnce(
  chopsticks: Chopsticks,
  chain: Blockchain,
  transactions: readonly Hex[],
): Promise<Built | undefined> {
  const head = chain.head;
  // Chopsticks sets the hash of block 0 by hand when it builds block 1.
  if (head.number === 0) return undefined;
  const header = await chopsticks.newHeader(head);
  const scratch = new chopsticks.Block(chain, head.number + 1, head.hash, head, {
    header,
    extrinsics: [],
    storage: head.storage,
  });
  const inherents: Hex[] = [];
  for (const provider of chain.getInherents()) {
    inherents.push(...(await provider.createInherents(scratch, { ...NO_MESSAGES, transactions: [] })));
  }
  const extrinsics = [...inherents, ...transactions];
  const response = await chopsticks.runTask(
    {
      wasm: await head.wasm,
      calls: [
        ['Core_initialize_block', [header.toHex()]],
        ...extrinsics.map((extrinsic): [string, Hex[]] => ['BlockBuilder_apply_extrinsic', [extrinsic]]),
        ['BlockBuilder_finalize_block', []],
      ],
      mockSignatureHost: false,
    },
    chopsticks.taskHandler(scratch) as Backend,
  );
  if ('Error' in response) return undefined;
  scratch.pushStorageLayer().setAll(response.Call.storageDiff);
  if ((await appliedCount(scratch, head)) !== extrinsics.length) return undefined;

  const registry = await head.registry;
  const fromRuntime = registry.createType<Header>('Header', response.Call.result);
  const final = registry.createType<Header>('Header', {
    parentHash: head.hash,
    number: scratch.number,
    stateRoot: fromRuntime.stateRoot,
    extrinsicsRoot: fromRuntime.extrinsicsRoot,
    digest: header.digest,
  });
  return {
    number: scratch.number,
    hash: final.hash.toHex(),
    header: final,
    extrinsics,
    storageDiff: Object.fromEntries(response.Call.storageDiff),
    refused: [],
    postponed: [],
  };
}

/** Extrinsics that are in the block: each leaves at least `ExtrinsicSuccess` or `ExtrinsicFailed`. */
async function appliedCount(block: Block, head: Block): Promise<number> {
  const { events } = (await head.meta).query.system ?? {};
  const records = events ? await block.read('Vec<EventRecord>', events) : undefined;
  const applied = new Set<number>();
  for (const { phase } of (records ?? []) as Iterable<Phased>) {
    if (phase.isApplyExtrinsic) applied.add(phase.asApplyExtrinsic.toNumber());
  }
  return applied.size;
}

async function buildByCalls(
  chopsticks: Chopsticks,
  chain: Blockchain,
  transactions: readonly Hex[],
): Promise<Built> {
  const head = chain.head;
  const refused: Hex[] = [];
  const postponed: Hex[] = [];
  const [block, failed] = await chopsticks.buildBlock(
    head,
    chain.getInherents(),
    { ...NO_MESSAGES, transactions: [...transactions] },
    {
      onApplyExtrinsicError: (extrinsic, error) => {
        const full = error.isInvalid && error.asInvalid.isExhaustsResources;
        (full ? postponed : refused).push(extrinsic);
      },
    },
  );
  return {
    number: block.number,
    hash: block.hash,
    header: await block.header,
    extrinsics: await block.extrinsics,
    storageDiff: await changes(await block.storageDiff(), head),
    refused: [...refused, ...failed],
    postponed,
  };
}

/** What the block really changed: Chopsticks' own difference also holds every value that was read. */
async function changes(
  difference: Readonly<Record<string, string | null>>,
  parent: Block,
): Promise<Record<string, string | null>> {
  const changed: Record<string, string | null> = {};
  await Promise.all(
    Object.entries(difference).map(async ([key, value]) => {
      if (((await parent.get(key)) ?? null) !== (value ?? null)) changed[key] = value ?? null;
    }),
  );
  return changed;
}
