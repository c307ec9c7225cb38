import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { startTestNode } from '../fakes/test-node.ts';

const run = promisify(execFile);
const EXAMPLES = join(import.meta.dirname, '../../examples');
const TOKEN = 'a-token-of-16-chars';

describe('the examples', () => {
  it('run two nodes in one program', async () => {
    const { stdout } = await run(process.execPath, [join(EXAMPLES, 'two-nodes.ts')]);
    expect(stdout.split('\n')).toEqual([
      expect.stringMatching(/^stored 29 bytes as 0x[0-9a-f]{64}$/),
      'the second node got: a model, a picture, an answer',
      'it keeps a copy: true',
      'nobody has another: DX_NOT_FOUND',
      '',
    ]);
  });

  it('talk to a node', async () => {
    const { node, close } = await startTestNode({ token: TOKEN });
    try {
      const { stdout } = await run(process.execPath, [join(EXAMPLES, 'client.ts'), node.rpcUrl, TOKEN]);
      expect(stdout).toMatch(/^0x[0-9a-f]{64} has 10 bytes, pinned: false\nsome bytes\n$/);
    } finally {
      await close();
    }
  });
});
