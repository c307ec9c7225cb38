import type { Clock } from '@airo/program';
import type { KeyringPair } from '@polkadot/keyring/types';
import type { RuntimeDispatchInfo } from '@polkadot/types/interfaces';
import type { Registry } from '@polkadot/types/types';
import { bnToU8a, hexToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import type { WalletKey } from '../client/transactions.ts';
import { nameDispatchError } from '../codec/dispatch-error.ts';
import { ChainError, type DispatchFailure } from '../errors.ts';
import { type AccountId, accountId, type Hex, type Planck, planck } from '../model/ids.ts';
import { prepared } from '../runtime/call.ts';
import type { Connection } from '../runtime/connection.ts';
import type { RuntimeAccess } from '../runtime/runtime-access.ts';
import type { RuntimeHistory } from '../runtime/runtime-history.ts';
import type { BlockEventReader } from '../stream/block-events.ts';
import type { RpcBlockSource } from '../stream/rpc-block-source.ts';
import { type WalkInit, walkBlocks } from '../stream/walk-blocks.ts';
import { readOutcome } from './outcome.ts';
import { refusalOf } from './queue-errors.ts';
import { signByWallet } from './sign-by-wallet.ts';
import { signExtrinsic } from './sign-extrinsic.ts';
import type { Refusal, TransactionChain } from './transaction-chain.ts';

/** The pallet whose doomed calls the runtime refuses in validation; the number is that of its error. */
const JUDGING_PALLET = 'Marketplace';
const CUSTOM = /Custom error: (\d+)/;
/** What the runtime says of a signature over another version's numbers, or over a block of another branch. */
const UNPROVEN = /bad signature|ancient birth block/i;
/** Finality that is further behind is not waited for: eras would end too soon. */
const MAX_FINALITY_LAG_BLOCKS = 64;
const ALREADY_IMPORTED = 1013;
const TOO_LOW_PRIORITY = 1014;
const IMMEDIATELY_DROPPED = 1016;
const TEMPORARILY_BANNED = 1012;
const UNPAID = /pay some fees|^payment$/i;
/** JSON-RPC codes of a node's transaction pool and of extrinsics that it can't read. */
const POOL_CODES = { from: 1000, to: 1999 };

/** The chain over one connection, as the account of `pair` uses it. */
export function rpcTransactionChain(init: {
  connection: Connection;
  runtime: RuntimeAccess;
  history: RuntimeHistory;
  source: RpcBlockSource;
  events: BlockEventReader;
  signatory: KeyringPair | WalletKey;
  clock: Clock;
  /** In whose name the calls are made; without it in that of the signer. */
  principal?: AccountId | undefined;
}): TransactionChain {
  const { connection, runtime, history, source, events, signatory, clock, principal } = init;
  const { api } = connection;
  const account = signerOf(signatory);

  /** What the runtime would take for the transaction now. */
  async function feeOf(bytes: Hex): Promise<Planck> {
    const extrinsic = hexToU8a(bytes);
    const length = bnToU8a(extrinsic.length, { bitLength: 32, isLe: true });
    const info = await connection.request<Hex>('state_call', [
      'TransactionPaymentApi_query_info',
      u8aToHex(u8aConcat(extrinsic, length)),
    ]);
    const { partialFee } = api.registry.createType<RuntimeDispatchInfo>(
      'RuntimeDispatchInfo',
      hexToU8a(info),
    );
    return planck(partialFee.toBigInt());
  }

  /** Says who can't pay, how much there is and how much is needed, as far as the node tells. */
  async function unpaid(bytes: Hex, cause: unknown): Promise<ChainError> {
    const [balance, fee] = await Promise.all([
      runtime.storage('system', 'account', [account]).then(
        ({ data }) => planck(data.free),
        () => null,
      ),
      feeOf(bytes).catch(() => null),
    ]);
    const there = balance === null ? 'too little' : `${balance} planck`;
    const needed = fee === null ? '' : ` of ${fee} planck`;
    return new ChainError(
      'TRANSACTION_UNPAID',
      `${account} has ${there} and can't pay the fee${needed}: pay some in, and it goes on`,
      { refusal: 'unpaid' satisfies Refusal, account, balance, fee },
      { cause },
    );
  }

  return {
    head: () => source.head('best'),
    async anchor() {
      const [best, final] = await Promise.all([source.head('best'), source.head('finalised')]);
      return best.number - final.number > MAX_FINALITY_LAG_BLOCKS ? best : final;
    },
    nextNonce: () => connection.request<number>('system_accountNextIndex', [account]),
    nonceAt: async (block) => (await runtime.storage('system', 'account', [account], block)).nonce,
    async sign({ calls, nonce, birth, eraBlocks }) {
      const [first] = calls;
      const codecs = calls.map((call) => prepared(call).codec);
      const many = () => api.tx.utility?.forceBatch?.(codecs);
      const own = calls.length === 1 ? codecs[0] : many();
      const wanted = principal === undefined ? own : api.tx.proxy?.proxy?.(principal, null, own as never);
      const call = first ? wanted : api.tx.system?.remark?.('0x');
      const options = { nonce, era: { birth, blocks: eraBlocks } };
      return 'kind' in signatory
        ? signByWallet(connection, signatory, call as never, options)
        : signExtrinsic(connection, signatory, call as never, options);
    },
    async submit(bytes) {
      await connection.request<Hex>('author_submitExtrinsic', [bytes]).catch(async (error: unknown) => {
        const refusal = refusalError(error, api.registry);
        throw refusalOf(refusal) === 'unpaid' ? await unpaid(bytes, refusal) : refusal;
      });
    },
    async *blocks(where: Omit<WalkInit, 'source' | 'clock'>) {
      for await (const { block } of walkBlocks({ ...where, source, clock })) {
        yield { block, transactions: await source.extrinsicHashes(block.hash) };
      }
    },
    async outcome(block, extrinsic) {
      const [all, maker] = await Promise.all([events.read(block), history.makerOf(block)]);
      const registry = await history.registryOf(maker);
      return readOutcome(
        all.filter((event) => event.extrinsic === extrinsic),
        (error) => nameDispatchError(registry, error),
      );
    },
  };
}

/** The account that signs, and pays. */
export function signerOf(signatory: KeyringPair | WalletKey): AccountId {
  return 'kind' in signatory ? signatory.account : accountId(signatory.address);
}

function refusalError(error: unknown, registry: Registry): unknown {
  if (!(error instanceof ChainError) || error.code !== 'RPC_FAILED') return error;
  const { rpcCode, reason } = error.data as { rpcCode?: number; reason?: unknown };
  if (rpcCode === undefined || rpcCode < POOL_CODES.from || rpcCode > POOL_CODES.to) return error;
  const why = typeof reason === 'string' ? reason : error.message;
  return new ChainError(
    'TRANSACTION_INVALID',
    `the node refused the transaction: ${why}`,
    { refusal: refusalFor(rpcCode, why), reason: why, rpcCode, failure: failureOf(why, registry) },
    { cause: error },
  );
}

function refusalFor(rpcCode: number, reason: string): Refusal {
  if (rpcCode === ALREADY_IMPORTED) return 'known';
  if (rpcCode === TOO_LOW_PRIORITY) return 'outbid';
  if (rpcCode === IMMEDIATELY_DROPPED) return 'full';
  if (rpcCode === TEMPORARILY_BANNED) return 'banned';
  if (UNPAID.test(reason)) return 'unpaid';
  if (/outdated|stale/i.test(reason)) return 'stale';
  if (UNPROVEN.test(reason)) return 'unproven';
  if (CUSTOM.test(reason)) return 'doomed';
  return /exhaust/i.test(reason) ? 'exhausted' : 'other';
}

/** The marketplace's error behind the number that its runtime gives as the reason. */
function failureOf(reason: string, registry: Registry): DispatchFailure | undefined {
  const code = CUSTOM.exec(reason)?.[1];
  if (code === undefined) return undefined;
  const pallet = registry.metadata.pallets.find(({ name }) => name.eq(JUDGING_PALLET));
  const index = pallet?.index.toNumber();
  return index === undefined
    ? undefined
    : nameDispatchError(registry, {
        kind: 'Module',
        index,
        error: `0x${Number(code).toString(16).padStart(2, '0')}`,
      });
}
