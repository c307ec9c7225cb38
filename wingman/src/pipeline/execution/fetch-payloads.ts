import type { Logger } from '@airo/program';
import { checkRequest, inManifestOrder, type Refusal } from '../../domain/request-check.ts';
import type { Blobs } from '../../ports/blobs.ts';
import type { RequestRecord } from '../../ports/records.ts';
import { decodePayload, type ModelManifest, PayloadError, type PayloadTensor } from '../../schemas/index.ts';

const FETCHES_AT_ONCE = 16;

export type FetchedRequest =
  | { readonly kind: 'ready'; readonly request: RequestRecord; readonly tensors: readonly PayloadTensor[] }
  /** The same bytes will never do. */
  | { readonly kind: 'refused'; readonly request: RequestRecord; readonly refusal: Refusal }
  /** Asking again may help. */
  | { readonly kind: 'missing'; readonly request: RequestRecord; readonly detail: string }
  /** Nothing is known to be wrong with the request: Dx is away, or this program has a defect. */
  | { readonly kind: 'later'; readonly request: RequestRecord; readonly detail: string };

/** Fetches the payloads of requests, in their order, and checks each against what was declared and the manifest. */
export async function fetchPayloads(
  context: { readonly blobs: Blobs; readonly maxPayloadBytes: number; readonly log: Logger },
  requests: readonly RequestRecord[],
  manifest: ModelManifest,
): Promise<readonly FetchedRequest[]> {
  const results: FetchedRequest[] = [];
  const todo = requests.entries();
  const worker = async () => {
    for (const [i, request] of todo) {
      results[i] = await fetchOne(context, request, manifest).catch((error): FetchedRequest => {
        // A defect that one payload shows must not spoil the others.
        context.log.error({ err: error, request }, 'a payload could not be looked at');
        return { kind: 'later', request, detail: 'a defect of this program' };
      });
    }
  };
  await Promise.all(Array.from({ length: FETCHES_AT_ONCE }, worker));
  return results;
}

async function fetchOne(
  { blobs, maxPayloadBytes }: { readonly blobs: Blobs; readonly maxPayloadBytes: number },
  request: RequestRecord,
  manifest: ModelManifest,
): Promise<FetchedRequest> {
  const refused = (refusal: Refusal): FetchedRequest => ({ kind: 'refused', request, refusal });
  const tooLarge = refused({
    code: 'TooLarge',
    reason: `the payload has more than ${maxPayloadBytes} bytes`,
  });
  const { hash, size } = request.payload;
  if (size > BigInt(maxPayloadBytes)) return tooLarge;
  // Dx holds no blob of 0 bytes, so nobody could ever deliver it.
  if (size === 0n) return refused({ code: 'PayloadInvalid', reason: 'the payload has 0 bytes' });
  const fetched = await blobs.get(hash, maxPayloadBytes);
  if (!fetched.ok) {
    if (fetched.why === 'too-large') return tooLarge;
    return { kind: fetched.why === 'away' ? 'later' : 'missing', request, detail: fetched.detail };
  }
  if (BigInt(fetched.bytes.byteLength) !== size) {
    const reason = `the payload has ${fetched.bytes.byteLength} bytes, ${size} were declared`;
    return refused({ code: 'PayloadInvalid', reason });
  }
  try {
    const { tensors } = decodePayload(fetched.bytes, { kind: 'request', finite: true });
    const refusal = checkRequest(tensors, manifest, request.units);
    return refusal
      ? refused(refusal)
      : { kind: 'ready', request, tensors: inManifestOrder(tensors, manifest) };
  } catch (error) {
    if (!(error instanceof PayloadError)) throw error;
    return refused({ code: 'PayloadInvalid', reason: `${error.code}: ${error.message}` });
  }
}
