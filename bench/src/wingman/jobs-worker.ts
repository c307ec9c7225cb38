import { openMeasuredQueue, type QueueAddress } from '@airo/wingman/queues';
import { takeJobs, type Work } from './take-jobs.ts';

/** A process that takes jobs as a worker does, says of each how long it waited, and ends at any message. */
const { at, work } = JSON.parse(process.argv[2] ?? '') as { at: QueueAddress; work: Work };
const queue = await openMeasuredQueue(at, (error) => {
  throw error;
});
const stop = await takeJobs(queue, work, (report) => process.send?.(report));
process.once('message', async () => {
  stop();
  await queue.close();
  process.exit(0);
});
process.once('disconnect', () => process.exit(0));
process.send?.('up');
