import { z } from 'zod';
import { BenchError } from './errors.ts';

/** One JSON-RPC call over HTTP. @throws BenchError RUN_FAILED without the expected answer */
export async function ask<T>(
  url: string,
  method: string,
  params: readonly unknown[],
  result: z.ZodType<T>,
): Promise<T> {
  const response = await fetch(url.replace(/^ws/, 'http'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  const answer = z.object({ result }).safeParse(await response.json());
  if (answer.success) return answer.data.result as T;
  throw new BenchError('RUN_FAILED', `${url} refused ${method}: ${answer.error.message}`, { url, method });
}
