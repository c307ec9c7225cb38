import { createHmac } from 'node:crypto';
import type { Clock } from '@airo/program';
import { WingmanError } from '../../errors.ts';
import type { AlertSink } from '../../ports/alert-sink.ts';

const TIMEOUT_MS = 10_000;
const MS_PER_SECOND = 1_000;

/**
 * POSTs alerts as the Standard Webhooks specification has it: `webhook-id`, `webhook-timestamp` (seconds) and
 * `webhook-signature`, `v1,` and the base64 of HMAC-SHA-256 over `id.timestamp.body`. Sends to this address only: redirects
 * are not followed, and what the receiver answers is not read. The `standardwebhooks` package is not used: it is one call
 * of `node:crypto`.
 * @param secret raw bytes of the key
 */
export function createWebhook(url: string, secret: Uint8Array, clock: Pick<Clock, 'now'>): AlertSink {
  return {
    async deliver(id, body, signal) {
      const timestamp = Math.floor(clock.now() / MS_PER_SECOND);
      const response = await post(url, body, AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]), {
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': `v1,${hmac(secret, `${id}.${timestamp}.${body}`)}`,
      });
      await response.body?.cancel();
      if (!response.ok) throw undelivered(`the receiver answered ${response.status}`);
    },
  };
}

async function post(url: string, body: string, signal: AbortSignal, headers: Record<string, string>) {
  try {
    return await fetch(url, {
      method: 'POST',
      body,
      signal,
      redirect: 'manual',
      headers: { 'content-type': 'application/json', 'user-agent': 'wingman', ...headers },
    });
  } catch (cause) {
    // What fetch says names no more than the address, whose query may hold a secret.
    throw undelivered('the receiver can not be reached, or was too slow', cause);
  }
}

const hmac = (secret: Uint8Array, text: string) => createHmac('sha256', secret).update(text).digest('base64');

function undelivered(problem: string, cause?: unknown): WingmanError {
  return new WingmanError('ALERT_NOT_DELIVERED', problem, {}, { cause });
}
