/** A program beside a node: `node dx-node/examples/client.ts http://127.0.0.1:9700 [token]`. Loads no libp2p. */
import { createDxClient } from '@airo/dx-node/schemas';

const [url = 'http://127.0.0.1:9700', token] = process.argv.slice(2);
const client = createDxClient({ url, ...(token === undefined ? {} : { token }) });

const { key } = await client.put(Buffer.from('some bytes'));
const stat = await client.stat(key);
console.log(`${key} has ${stat.size} bytes, pinned: ${stat.pinned}`);

// Checked against the key, whatever the node sends.
const bytes = await client.get(key, { maxBytes: 1_000 });
console.log(Buffer.from(bytes).toString());
