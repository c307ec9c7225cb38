const SIGNED_V4 = 0x84;
const ADDRESS_BYTES = 1 + 32;
const SIGNATURE_BYTES = 1 + 64;

/** The nonces in each block's transactions, oldest first, by the public key that signed; whatever became of the calls. */
export async function signedNonces(
  rpc: (method: string, ...params: unknown[]) => Promise<unknown>,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const { number } = (await rpc('chain_getHeader')) as { number: string };
  const found = new Map<string, number[]>();
  for (let block = 1; block <= Number(number); block++) {
    const signed = (await rpc('chain_getBlock', await rpc('chain_getBlockHash', block))) as {
      block: { extrinsics: string[] };
    };
    for (const extrinsic of signed.block.extrinsics) {
      const nonce = nonceOf(Buffer.from(extrinsic.slice(2), 'hex'));
      if (nonce) found.set(nonce.signer, [...(found.get(nonce.signer) ?? []), nonce.nonce]);
    }
  }
  return found;
}

/** Length, version, signer, signature, era, nonce: the order of the runtime's `TxExtension`. */
function nonceOf(bytes: Buffer): { signer: string; nonce: number } | null {
  let at = compact(bytes, 0).end;
  if (bytes[at] !== SIGNED_V4) return null;
  const signer = bytes.subarray(at + 2, at + 1 + ADDRESS_BYTES).toString('hex');
  at += 1 + ADDRESS_BYTES + SIGNATURE_BYTES;
  // An era is one byte for ever, two else.
  at += bytes[at] === 0 ? 1 : 2;
  return { signer, nonce: compact(bytes, at).value };
}

/** A SCALE compact number below 2³⁰. */
function compact(bytes: Buffer, at: number): { value: number; end: number } {
  const mode = (bytes[at] ?? 0) & 3;
  const size = [1, 2, 4][mode];
  if (size === undefined) throw new TypeError('a number of 2³⁰ or more');
  return { value: bytes.readUIntLE(at, size) >>> 2, end: at + size };
}
