import type { Stream } from '@libp2p/interface';
import {
  decodeHaveCount,
  decodeHaveKeys,
  encodeBitmap,
  HAVE_COUNT_BYTES,
} from '../../domain/wire/have-codec.ts';
import type { ServeContext } from './serve-context.ts';
import { StreamReader } from './stream-reader.ts';
import { sendAll } from './stream-writer.ts';

/** Answers one request of `/dx/have/1.0.0`. */
export async function answerHave(context: ServeContext, stream: Stream): Promise<void> {
  const reader = new StreamReader(stream, { idleTimeoutMs: context.idleTimeoutMs });
  try {
    const length = decodeHaveCount(await reader.read(HAVE_COUNT_BYTES));
    const keys = decodeHaveKeys(await reader.read(length));
    await stream.closeRead();
    const held = keys.map((key) => context.store.stat(key) !== undefined);
    await sendAll(stream, encodeBitmap(held), context.idleTimeoutMs);
  } finally {
    reader.release();
  }
}
