import { TestEnvironment } from 'jest-environment-jsdom';

/** What browsers have and jsdom lacks, from Node; and no network. */
export default class DomEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    const { global } = this;
    Object.assign(global, {
      AbortController,
      AbortSignal,
      Blob,
      DecompressionStream,
      ReadableStream,
      Request,
      Response,
      Headers,
      TextDecoder,
      TextEncoder,
      structuredClone,
      Uint8Array,
      fetch: () => Promise.reject(new TypeError('a page test reaches no network')),
      EventSource: class extends EventTarget {
        close() {}
      },
      ResizeObserver: class {
        observe() {}
        unobserve() {}
        disconnect() {}
      },
    });
    Object.defineProperty(global, 'crypto', { value: crypto, configurable: true });
    global.HTMLCanvasElement.prototype.getContext = () => null;
    global.scrollTo = () => {};
    global.Element.prototype.scrollIntoView = () => {};
    global.Element.prototype.hasPointerCapture = () => false;
    global.matchMedia = () => ({ matches: false, addEventListener() {}, removeEventListener() {} });
  }
}
