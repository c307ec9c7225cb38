import type { AgreementId, Hex, RequestIndex } from '@airo/chain-types';
import type { OutboxJob } from '../../ports/change.ts';

/** Answers that fall due within so many blocks are settled together. */
const SETTLE_EVERY_BLOCKS = 4;

/** Ids are made of what a job is about, so that a block that is read again adds nothing. */
export function inferenceJob(
  agreement: AgreementId,
  indices: readonly RequestIndex[],
  /** Hash of the block they were posted in, or what else made somebody look. */
  cause: Hex | string,
): OutboxJob {
  const id = `inference-${agreement}-${indices[0] ?? 0}-${cause.slice(0, 18)}`;
  return { id, queue: 'inference', data: { agreement, indices: [...indices] }, notBefore: null };
}

/** @param cause id of the job whose outcomes are to be brought to the chain */
export function publishJob(agreement: AgreementId, cause: string): OutboxJob {
  return { id: `publish-${cause}`, queue: 'publish', data: { agreement }, notBefore: null };
}

/** @param due last block before there is something to do */
export function settleJob(agreement: AgreementId, due: number): OutboxJob {
  const block = Math.ceil((due + 1) / SETTLE_EVERY_BLOCKS) * SETTLE_EVERY_BLOCKS;
  return { id: `settle-${agreement}-${block}`, queue: 'settle', data: { agreement }, notBefore: block };
}
