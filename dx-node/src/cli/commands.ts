import { Command } from 'commander';
import { createDxClient, type DxClient } from '../schemas/client.ts';
import { getFile } from './get.ts';
import { putFile } from './put.ts';

const DEFAULT_URL = 'http://127.0.0.1:9700';

interface Connection {
  url: string;
  token?: string;
}

/** The commands of `dx`; `runNode` is what `dx node` does with its flags. */
export function createCommands(init: {
  env: NodeJS.ProcessEnv;
  print: (line: string) => void;
  runNode: (argv: readonly string[]) => Promise<void>;
}): Command {
  const { env, print, runNode } = init;
  const dx = new Command('dx').description('content by hash over libp2p');
  // A wrong flag is thrown as well, so that one place gives the exit code.
  dx.enablePositionalOptions().exitOverride();
  const talking = (name: string, description: string): Command =>
    dx
      .command(name)
      .description(description)
      .option('--url <url>', 'the node to talk to (env DX_URL)', env.DX_URL ?? DEFAULT_URL)
      .option('--token <token>', 'bearer token for writes (env DX_TOKEN)', env.DX_TOKEN);

  talking('put', 'upload a file and print its key')
    .argument('<file>')
    .option('--json', 'print one JSON object')
    .action(async (file: string, options: Connection & { json?: true }) => {
      const stored = await putFile(clientOf(options), file);
      print(options.json ? JSON.stringify(stored) : stored.key);
    });

  talking('get', 'download a blob')
    .argument('<hash>', 'key: 0x and 64 hex digits')
    .requiredOption('-o, --output <file>', 'where to; - is stdout')
    .option('--json', 'print one JSON object; not with -o -')
    .action(async (hash: string, options: Connection & { output: string; json?: true }, get: Command) => {
      const { output, json } = options;
      if (json && output === '-') get.error('error: --json and -o - would both write to stdout: choose one');
      const got = await getFile(clientOf(options), hash, output);
      if (json) print(JSON.stringify({ ...got, output }));
      else if (output !== '-') print(`${got.size} bytes in ${output}`);
    });

  talking('stat', 'size, pin and expiry of a blob')
    .argument('<hash>', 'key: 0x and 64 hex digits')
    .option('--json', 'print one JSON object')
    .action(async (hash: string, options: Connection & { json?: true }) => {
      const stat = await clientOf(options).stat(hash);
      if (options.json) return print(JSON.stringify(stat));
      const expiry = stat.expiresAt === null ? 'never' : new Date(stat.expiresAt).toISOString();
      print(`${stat.key}\n${stat.size} bytes`);
      print(
        stat.held ? `held here, expires ${expiry}${stat.pinned ? ' (pinned)' : ''}` : 'held by peers only',
      );
    });

  talking('peers', 'who the node is connected to')
    .option('--json', 'print one JSON object')
    .action(async (options: Connection & { json?: true }) => {
      const { peerId, peers, ...rest } = await clientOf(options).peers();
      if (options.json) return print(JSON.stringify({ peerId, ...rest, peers }));
      print(`this node ${peerId}`);
      for (const peer of peers)
        print(`${peer.direction.padEnd(8)} ${peer.peerId} ${peer.multiaddrs.join(' ')}`);
      print(`${peers.length} connected`);
    });

  dx.command('node')
    .description('run a node; dx node --help lists its settings')
    .argument('[flags...]')
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (flags: string[]) => runNode(flags));
  return dx;
}

function clientOf({ url, token }: Connection): DxClient {
  return createDxClient({ url, ...(token === undefined ? {} : { token }) });
}
