import { StreamReader } from '../../src/adapters/libp2p/stream-reader.ts';
import { sendAll } from '../../src/adapters/libp2p/stream-writer.ts';
import { GET_PROTOCOL, HAVE_PROTOCOL } from '../../src/constants.ts';
import { ManifestBuilder } from '../../src/domain/manifest.ts';
import { decodeGetRequest, encodeGetHeader, GET_REQUEST_BYTES } from '../../src/domain/wire/get-codec.ts';
import { encodeBitmap } from '../../src/domain/wire/have-codec.ts';
import type { TestNode } from './test-nodes.ts';

const IDLE_MS = 10_000;
const PIECE_BYTES = 65_536;

/** What a source does that isn't a dx-node. */
export interface OddSource {
  /** Called before a body is sent; what it returns is sent instead. */
  body?: (honest: Buffer, offset: number) => Buffer;
  /** Called before each piece of a body; the piece goes out when it resolves. */
  beforePiece?: () => Promise<void>;
}

/** Makes a libp2p node of the test answer as a dx-node that holds `bytes`, in its own way. */
export async function serveOddly({ node }: TestNode, bytes: Buffer, odd: OddSource): Promise<void> {
  const builder = new ManifestBuilder();
  builder.update(bytes);
  const { manifest } = builder.finish();
  await node.handle(HAVE_PROTOCOL, (stream) => sendAll(stream, encodeBitmap([true]), IDLE_MS));
  await node.handle(
    GET_PROTOCOL,
    async (stream) => {
      const reader = new StreamReader(stream, { idleTimeoutMs: IDLE_MS });
      const { kind, offset, length } = decodeGetRequest(await reader.read(GET_REQUEST_BYTES));
      const honest = Buffer.from(
        kind === 'manifest' ? manifest.hashes : bytes.subarray(offset, offset + length),
      );
      const body = kind === 'manifest' ? honest : (odd.body?.(honest, offset) ?? honest);
      const header = { status: 'ok' as const, size: bytes.byteLength, bodyLength: honest.byteLength };
      try {
        await sendAll(stream, encodeGetHeader(header), IDLE_MS);
        for (let sent = 0; sent < body.byteLength; sent += PIECE_BYTES) {
          if (kind === 'bytes') await odd.beforePiece?.();
          await sendAll(stream, body.subarray(sent, sent + PIECE_BYTES), IDLE_MS);
        }
        await stream.close();
      } catch {
        // The other side had enough.
      }
    },
    { maxInboundStreams: 64 },
  );
}

export function addressesOf({ node }: TestNode): string[] {
  return node.getMultiaddrs().map((address) => address.toString());
}
