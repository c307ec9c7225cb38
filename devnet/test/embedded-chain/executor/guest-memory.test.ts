import { describe, expect, it } from '@jest/globals';
import { GuestMemory, unpack } from '../../../src/embedded-chain/executor/guest-memory.ts';

const MIB = 1 << 20;
const HEADER_BYTES = 8;

describe('the memory of a runtime', () => {
  it('hands out blocks behind its data that are aligned and leave room for the header of each', () => {
    const memory = new GuestMemory(new ArrayBuffer(MIB), 1001);
    const blocks = [1, 8, 9, 100].map((length) => ({ length, at: memory.allocate(length) }));
    let end = 1001;
    for (const { at, length } of blocks) {
      expect(at % 8).toBe(0);
      expect(at - HEADER_BYTES).toBeGreaterThanOrEqual(end);
      end = at + length;
    }
    expect(memory.end).toBeGreaterThanOrEqual(end);
  });

  it('takes a freed block again, and frees none twice', () => {
    const memory = new GuestMemory(new ArrayBuffer(MIB), 0);
    const at = memory.allocate(100);
    memory.release(at);
    expect(memory.allocate(128)).toBe(at);
    memory.release(at);
    expect(() => memory.release(at)).toThrow('no block');
  });

  it('gives back what was stored, by a pointer with the length', () => {
    const memory = new GuestMemory(new ArrayBuffer(MIB), 64);
    const packed = memory.storeSpan(Uint8Array.of(1, 2, 3));
    expect(unpack(packed)[1]).toBe(3);
    expect(memory.span(packed)).toEqual(Uint8Array.of(1, 2, 3));
    expect(unpack(-1n)).toEqual([0xffff_ffff, 0xffff_ffff]);
  });

  it.each([
    [
      'a block of more than 32 MiB',
      () => new GuestMemory(new ArrayBuffer(64 * MIB), 0).allocate(32 * MIB + 1),
    ],
    ['more than there is', () => new GuestMemory(new ArrayBuffer(MIB), 0).allocate(MIB)],
    ['what is beyond', () => new GuestMemory(new ArrayBuffer(MIB), 0).read(MIB - 1, 2)],
  ])('refuses %s', (_name, ask) => {
    expect(ask).toThrow(RangeError);
  });
});
