const LARGEST_BYTES = 32 << 20;
const SMALLEST_BYTES = 8;
/** Before each block: the allocator of a node keeps its own there, and that of a runtime how far it has aligned. */
const HEADER_BYTES = 8;

/** The memory of a runtime, whose heap the host hands out. Blocks are powers of two; a freed one is taken again. */
export class GuestMemory {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #sizes = new Map<number, number>();
  readonly #free = new Map<number, number[]>();
  #end: number;

  /** @param heapBase where the runtime's own data ends */
  constructor(buffer: ArrayBuffer, heapBase: number) {
    this.#bytes = new Uint8Array(buffer);
    this.#view = new DataView(buffer);
    this.#end = Math.ceil(heapBase / SMALLEST_BYTES) * SMALLEST_BYTES;
  }

  /** Nothing has been written from here on. */
  get end(): number {
    return this.#end;
  }

  /** @throws RangeError more than there is, or than a block may have */
  allocate(length: number): number {
    let size = SMALLEST_BYTES;
    while (size < length) size *= 2;
    if (size > LARGEST_BYTES) throw new RangeError(`a runtime asked for a block of ${length} bytes`);
    const at = this.#free.get(size)?.pop() ?? this.#grow(size);
    this.#sizes.set(at, size);
    return at;
  }

  /** @throws RangeError not a block in use */
  release(at: number): void {
    const size = this.#sizes.get(at);
    if (size === undefined) throw new RangeError(`a runtime freed ${at}, which is no block`);
    this.#sizes.delete(at);
    const free = this.#free.get(size);
    if (free) free.push(at);
    else this.#free.set(size, [at]);
  }

  /** A copy. */
  read(at: number, length: number): Uint8Array {
    if (at + length > this.#bytes.length) throw new RangeError(`a runtime pointed beyond its memory: ${at}`);
    return this.#bytes.slice(at, at + length);
  }

  /** A copy of what a pointer with a length, as the two halves of an i64, points at. */
  span(packed: bigint): Uint8Array {
    const [at, length] = unpack(packed);
    return this.read(at, length);
  }

  write(at: number, bytes: Uint8Array): void {
    this.#bytes.set(bytes, at);
  }

  writeU32(at: number, value: number): void {
    this.#view.setUint32(at, value, true);
  }

  /** Puts bytes on the heap. */
  store(bytes: Uint8Array): number {
    const at = this.allocate(bytes.length);
    this.#bytes.set(bytes, at);
    return at;
  }

  /** Puts bytes on the heap; a pointer with the length. */
  storeSpan(bytes: Uint8Array): bigint {
    return BigInt.asIntN(64, BigInt(this.store(bytes)) | (BigInt(bytes.length) << 32n));
  }

  #grow(size: number): number {
    const at = this.#end + HEADER_BYTES;
    if (at + size > this.#bytes.length) throw new RangeError('a runtime asked for more memory than there is');
    this.#end = at + size;
    return at;
  }
}

export function unpack(packed: bigint): [pointer: number, length: number] {
  const whole = BigInt.asUintN(64, packed);
  return [Number(whole & 0xffff_ffffn), Number(whole >> 32n)];
}
