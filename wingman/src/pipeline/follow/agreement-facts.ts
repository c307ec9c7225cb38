import type { Agreement } from '@airo/chain-types';
import type { Change } from '../../ports/change.ts';
import { settleJob } from './jobs.ts';

/** An agreement as the store keeps it, and the job that closes it when all its windows are over. */
export function agreementFacts(agreement: Agreement): Change[] {
  const { id, order, consumer, model, manifest, price, inferences, expires, closesAfter } = agreement;
  return [
    {
      type: 'agreement.opened',
      agreement: { id, order, consumer, model, manifest, price, inferences, expires, closesAfter },
    },
    { type: 'job', job: settleJob(id, closesAfter) },
  ];
}
