import { ask, ChainWatch, type Reply } from '@airo/chain-types/consumer';
import type { Agreement, Call, ChainClient, Inclusion } from '@airo/chain-types/model';
import { createDxClient } from '@airo/dx-node/schemas';
import { encodePictures, type PictureInput } from '@airo/wingman/schemas';
import type { Picture } from './picture.ts';

/** A page may wait for as long as it is open: what is due is shown, and can be taken back when its time is over. */
export const ANSWER_TIMEOUT_MS = 24 * 60 * 60 * 1000;

/** Sends each picture as a request of its own and brings the answers, as they come and in the end in their order. */
export async function askPictures(init: {
  readonly chain: ChainClient;
  readonly consumer: { submit(call: Call): Promise<Inclusion> };
  readonly dx: string;
  readonly agreement: Agreement;
  readonly input: PictureInput;
  readonly pictures: readonly Picture[];
  readonly progress: (stage: 'uploaded' | 'posted' | 'answered', count: number) => void;
  readonly posted?: (inclusion: Inclusion) => void;
  readonly replied?: (picture: number, reply: Reply) => void;
}): Promise<readonly Reply[]> {
  const { chain, input, pictures } = init;
  const watch = new ChainWatch(chain, await chain.head('best'));
  try {
    return await ask({
      ...init,
      watch,
      answerTimeoutMs: ANSWER_TIMEOUT_MS,
      dx: createDxClient({ url: init.dx }),
      questions: pictures.map(({ pixels }) => ({ payload: encodePictures(input, [pixels]), units: 1 })),
    });
  } finally {
    await watch.close();
  }
}
