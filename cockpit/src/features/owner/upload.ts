import { DxError } from '@airo/dx-node/schemas';

/**
 * Puts bytes on Dx; the same bytes again are no harm. `fetch` tells nothing of how far it is, so this is an
 * XMLHttpRequest.
 * @param progress bytes that are on their way or there
 * @throws DxError DX_UNAVAILABLE when it broke off, or the node's own code
 */
export function upload(
  dx: string,
  key: string,
  bytes: Uint8Array,
  progress: (sent: number) => void,
): Promise<void> {
  const url = dx.replace(/\/+$/, '');
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', `${url}/v1/blobs/${key}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded }) => progress(loaded));
    request.addEventListener('error', () =>
      reject(new DxError('DX_UNAVAILABLE', `${url} broke off while taking ${key}`, { url })),
    );
    request.addEventListener('load', () => {
      if (request.status < 300) {
        progress(bytes.byteLength);
        resolve();
      } else reject(refusal(url, request));
    });
    request.send(bytes as Uint8Array<ArrayBuffer>);
  });
}

function refusal(url: string, { status, responseText }: XMLHttpRequest): Error {
  const said = parsed(responseText);
  const detail = said.detail ?? said.title ?? `it answered ${status}`;
  return Object.assign(
    new DxError('DX_UNAVAILABLE', `${url} did not take the bytes: ${detail}`, { url, status }),
    {
      code: said.code ?? 'DX_UNAVAILABLE',
    },
  );
}

function parsed(text: string): { readonly code?: string; readonly detail?: string; readonly title?: string } {
  try {
    return JSON.parse(text) as object;
  } catch {
    return {};
  }
}
