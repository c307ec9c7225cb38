import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { noise } from '@chainsafe/libp2p-noise';
import { yamux } from '@chainsafe/libp2p-yamux';
import type { Stream, StreamMessageEvent } from '@libp2p/interface';
import { tcp } from '@libp2p/tcp';
import { multiaddr } from '@multiformats/multiaddr';
import { createLibp2p } from 'libp2p';
import { runFailed } from '../errors.ts';
import type { BenchResult } from '../result.ts';
import type { Content } from './content.ts';
import { keyOfFile } from './key-of-file.ts';
import { type DxProgram, startProgram } from './program.ts';

const BYTES = 128_000_000;
const READ_PER_S = 25_000_000;
const HEADER_BYTES = 17;
const MIB = 2 ** 20;
const SAMPLE_MS = 100;
/** Takes what has come since the last time, then holds the stream back again. */
const TICK_MS = 10;
const GET_PROTOCOL = '/dx/get/1.0.0';
const IDLE_MS = 30_000;

/** What a node's memory grows by while a peer takes a large blob slowly, and how much of it lies with the node meanwhile. */
export async function slowReader({
  folder,
  content,
  say,
}: {
  folder: string;
  content: Content;
  say: (line: string) => void;
}): Promise<readonly BenchResult[]> {
  const node = await startProgram(join(folder, 'slow'));
  try {
    const file = await content.file(BYTES);
    const key = await keyOfFile(file);
    const body = Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>;
    await node.client.upload(key, { size: BYTES, body });
    const before = await rssMb(node);
    let [peak, queued] = [before, 0];
    let got = 0;
    const sent = await node.metric('dx_sent_bytes_total');
    const reading = read(node.multiaddrs[0] ?? '', key, (bytes) => {
      got += bytes;
    });
    let isOver = false;
    const over = reading.finally(() => {
      isOver = true;
    });
    while (!isOver) {
      const received = got;
      const left = (await node.metric('dx_sent_bytes_total')) - sent - received;
      queued = Math.max(queued, left / MIB);
      peak = Math.max(peak, await rssMb(node));
      await Promise.race([over, new Promise((done) => setTimeout(done, SAMPLE_MS))]);
    }
    const seconds = (await over) / 1_000;
    say(`  ${BYTES / 1e6} MB in ${seconds.toFixed(1)} s: RSS ${before.toFixed(0)} to ${peak.toFixed(0)} MB`);
    return [
      { name: 'slow-reader-rss-mb', value: peak - before, unit: 'MB' },
      { name: 'sender-queue-mib', value: queued, unit: 'MiB' },
    ];
  } finally {
    await node.stop();
  }
}

async function rssMb(node: DxProgram): Promise<number> {
  return (await node.metric('process_resident_memory_bytes')) / 1e6;
}

/** Milliseconds that it took to read the blob at {@link READ_PER_S}. */
async function read(address: string, key: string, onBytes: (bytes: number) => void): Promise<number> {
  const client = await createLibp2p({
    transports: [tcp()],
    connectionEncrypters: [noise()],
    // As a dx-node's: what it may be sent ahead.
    streamMuxers: [yamux({ streamOptions: { maxStreamWindowSize: 2 * MIB, maxReadBufferLength: 4 * MIB } })],
  });
  try {
    const stream = await client.dialProtocol(multiaddr(address), GET_PROTOCOL);
    const request = Buffer.alloc(49);
    request.set(Buffer.from(key.slice(2), 'hex'), 1);
    request.writeBigUInt64BE(BigInt(BYTES), 41);
    stream.send(request);
    return await paced(stream, BYTES + HEADER_BYTES, onBytes);
  } finally {
    await client.stop();
  }
}

async function paced(stream: Stream, total: number, onBytes: (bytes: number) => void): Promise<number> {
  const began = performance.now();
  let got = 0;
  let heardAt = began;
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const isAhead = () => got > ((performance.now() - began) * READ_PER_S) / 1_000;
  const onMessage = ({ data }: StreamMessageEvent) => {
    got += data.byteLength;
    heardAt = performance.now();
    onBytes(data.byteLength);
    if (got >= total) resolve(performance.now() - began);
    // Pausing inside of the message would be undone by the stream.
    else if (isAhead()) queueMicrotask(() => stream.readStatus === 'readable' && stream.pause());
  };
  stream.addEventListener('message', onMessage);
  const timer = setInterval(() => {
    if (stream.readStatus === 'paused' && !isAhead()) stream.resume();
    if (performance.now() - heardAt > IDLE_MS) reject(runFailed('the slow reader got no more bytes'));
  }, TICK_MS);
  stream.addEventListener('close', ({ error }) => {
    if (error !== undefined) reject(error);
  });
  try {
    return await promise;
  } finally {
    clearInterval(timer);
    stream.removeEventListener('message', onMessage);
  }
}
