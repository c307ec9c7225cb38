/** Uploads as a dx-node takes them, into `bytes`; `cut` of them break off first. @returns the sizes of what it has */
export function takeUploads(
  init: { cut?: number; bytes?: Map<string, Uint8Array> } = {},
): Map<string, number> {
  const held = new Map<string, number>();
  let cut = init.cut ?? 0;
  class FakeUpload extends EventTarget {
    readonly upload = new EventTarget();
    readonly status = 201;
    readonly responseText = '{}';
    #key = '';
    open(_method: string, url: string) {
      this.#key = url.slice(url.lastIndexOf('/') + 1);
    }
    setRequestHeader() {}
    send(bytes: Uint8Array) {
      queueMicrotask(() => {
        this.upload.dispatchEvent(
          Object.assign(new Event('progress'), { loaded: Math.floor(bytes.byteLength / 2) }),
        );
        if (cut > 0) {
          cut -= 1;
          this.dispatchEvent(new Event('error'));
          return;
        }
        held.set(this.#key, bytes.byteLength);
        init.bytes?.set(this.#key, bytes);
        this.dispatchEvent(new Event('load'));
      });
    }
  }
  Object.assign(globalThis, { XMLHttpRequest: FakeUpload });
  return held;
}
