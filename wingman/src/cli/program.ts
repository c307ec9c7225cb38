import { cacheFolder } from '@airo/program';
import { Command, Option } from 'commander';
import { inspectOnnx } from '../onnx/index.ts';
import { addressSchema } from '../schemas/address.ts';
import { amountSchema } from '../schemas/amount.ts';
import { sha256 } from '../schemas/index.ts';
import { signingKey } from '../signing-key.ts';
import { addAudit } from './audit-command.ts';
import { addBackup } from './backup-commands.ts';
import { completionScript, SHELLS } from './completion.ts';
import { addConfig } from './config-commands.ts';
import type { ConnectFlags } from './connect.ts';
import { addDecisions } from './decision-commands.ts';
import { parseInput, readBytes, writeBytes } from './files.ts';
import { addGuard } from './guard-commands.ts';
import type { InitFlags } from './init.ts';
import { addLogs } from './log-command.ts';
import { addServedModels } from './model-commands.ts';
import { type ManifestFlags, modelsManifest } from './models-manifest.ts';
import { addPricing, withRest } from './pricing-commands.ts';
import type { RestFlags } from './rest-client.ts';
import { status } from './status.ts';
import { statusText } from './status-text.ts';
import { addTokens } from './token-commands.ts';

/**
 * The `wingman` command. What talks to a chain is imported when it is needed: it takes seconds to load.
 * @param env for the password and the defaults of addresses
 */
export function program(env: NodeJS.ProcessEnv): Command {
  const root = new Command('wingman')
    .description('the bot of a provider on the Airo marketplace')
    .addHelpText('after', EXITS)
    .exitOverride();
  addServe(root, env);
  addWorker(root, env);
  addInit(root, env);
  addStatus(root, env);
  addPricing(root, env, print);
  addDecisions(root, env, print);
  addGuard(root, env, print);
  addConfig(root, env, print);
  addLogs(root, env);
  addAudit(root, env, print);
  addTokens(root, env, print);
  addBackup(root, env, print);
  addPrepare(root, env);
  const models = root
    .command('models')
    .description('models of a running Wingman, model files, and their registration');
  addCompletion(root);
  addServedModels(models, env, print);
  addInspect(models);
  addManifest(models);
  addRegister(models, env);
  return root;
}

const EXITS = `
Exit codes: 0 done, 1 failed, 2 not a command or a value it can use, 3 no Wingman answers, 4 the Wingman said no.`;

const print = (value: unknown) => process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
const say = (text: string) => process.stderr.write(`${text}\n`);

/** Flags of every command that talks to chain and Dx, and signs. */
function withChain(command: Command, env: NodeJS.ProcessEnv): Command {
  return command
    .option(
      '--chain-url <url>',
      'RPC endpoints of the chain, separated by commas',
      env.WINGMAN_CHAIN_URL ?? 'ws://127.0.0.1:9944',
    )
    .option('--dx-url <url>', 'HTTP face of the dx-node', env.WINGMAN_DX_URL ?? 'http://127.0.0.1:9700')
    .option('--dx-token <token>', 'bearer token for a dx-node that is not on loopback', env.WINGMAN_DX_TOKEN)
    .option('--data-dir <folder>', 'folder of keystore and state', env.WINGMAN_DATA_DIR ?? '.wingman')
    .option('--keystore <file>', 'keystore (default: keystore.json in the data folder)', env.WINGMAN_KEYSTORE)
    .option('--password-file <file>', "file with the keystore's password", env.WINGMAN_PASSWORD_FILE)
    .addOption(new Option('--key-uri <uri>', 'dev key such as //Wing1').default(env.WINGMAN_KEY_URI))
    .addOption(new Option('--key <uri>', 'the same, shorter').hideHelp());
}

type ChainFlags = ConnectFlags & Omit<InitFlags, 'bond' | 'endpoint' | 'proxyFor'> & { key?: string };

/** The password comes by environment or file, never by flag. */
function keyFlags(flags: ChainFlags, env: NodeJS.ProcessEnv) {
  return { ...flags, keyUri: flags.key ?? flags.keyUri, password: env.WINGMAN_PASSWORD };
}

function addServe(root: Command, env: NodeJS.ProcessEnv): void {
  root
    .command('serve')
    .description('runs the bot; `wingman serve --help` lists its settings')
    .allowUnknownOption()
    .helpOption(false)
    .argument('[flags...]')
    .action(async (flags: string[]) => {
      const { serve } = await import('../serve.ts');
      await serve(flags, env);
    });
}

function addWorker(root: Command, env: NodeJS.ProcessEnv): void {
  root
    .command('worker')
    .description(
      'takes inference jobs of bots that share a database; `wingman worker --help` lists its settings',
    )
    .allowUnknownOption()
    .helpOption(false)
    .argument('[flags...]')
    .action(async (flags: string[]) => {
      const { work } = await import('../serve.ts');
      await work(flags, env);
    });
}

function addInit(root: Command, env: NodeJS.ProcessEnv): void {
  withChain(root.command('init'), env)
    .description('makes a keystore and registers its account as a provider with a bond')
    .option('--bond <airo>', "the bond (default: the chain's least)")
    .option('--endpoint <url>', 'address of the provider for its profile', '')
    .option('--proxy-for <address>', 'make a key that is only a proxy of this provider, and say what to sign')
    .action(async (flags: ChainFlags & Pick<InitFlags, 'bond' | 'endpoint' | 'proxyFor'>) => {
      if (flags.proxyFor !== undefined) parseInput('--proxy-for', addressSchema, flags.proxyFor);
      if (flags.bond !== undefined) parseInput('--bond', amountSchema, flags.bond);
      const [{ connected }, { init }] = await Promise.all([import('./connect.ts'), import('./init.ts')]);
      print(await connected(flags, (chain, dx) => init({ ...flags, ...keyFlags(flags, env) }, chain, dx)));
    });
}

function addStatus(root: Command, env: NodeJS.ProcessEnv): void {
  withRest(root.command('status'), env)
    .description('how a running Wingman is; exits 1 when it can not work')
    .option('--json', 'all of it, for programs')
    .action(async ({ json, ...flags }: RestFlags & { json?: true }) => {
      const result = await status(flags);
      if (json) print(result);
      else process.stdout.write(statusText(result));
      if (!result.health.ok) process.exitCode = 1;
    });
}

function addPrepare(root: Command, env: NodeJS.ProcessEnv): void {
  root
    .command('prepare')
    .description('makes what the first start would have to make: an empty database, in the cache')
    .option('--cache-dir <folder>', "default: airo in the user's cache folder", env.WINGMAN_CACHE_DIR)
    .action(async (flags: { cacheDir?: string }) => {
      const { emptyDatabase } = await import('../database.ts');
      print({ database: await emptyDatabase(flags.cacheDir ?? cacheFolder(env)) });
    });
}

function addCompletion(root: Command): void {
  root
    .command('completion <shell>')
    .description(`a script that completes commands and flags: ${SHELLS.join(', ')}`)
    .action(async (shell: string) => {
      const { settings } = await import('../settings.ts');
      const serveFlags = settings.help().match(/^ {2}--[a-z-]+/gm) ?? [];
      process.stdout.write(
        completionScript(
          root,
          shell,
          serveFlags.map((flag) => flag.trim()),
        ),
      );
    });
}

function addInspect(models: Command): void {
  models
    .command('inspect <file>')
    .description('what an ONNX file takes, gives and holds, without running it')
    .action(async (file: string) => {
      const bytes = await readBytes(file);
      const model = await inspectOnnx(bytes);
      print({ ...model, sha256: await sha256(bytes), size: bytes.byteLength });
    });
}

function withFacts(command: Command): Command {
  return command
    .option('--facts <json>', 'file with what the model file cannot say (name, labels, …)')
    .option('--name <name>')
    .option('--description <text>')
    .option('--license <spdx>')
    .option('--preprocessing <text>')
    .option('--labels <list>', 'class names, separated by commas')
    .option('--max-batch <n>', 'items in one payload')
    .option('--tags <list>', 'separated by commas');
}

function addManifest(models: Command): void {
  withFacts(models.command('manifest <file>'))
    .description("makes a model's manifest, in the canonical form whose hash goes on chain")
    .option('--output <file>', 'where to write it (default: stdout)')
    .action(async (file: string, flags: ManifestFlags & { output?: string }) => {
      const { bytes } = await modelsManifest(file, flags);
      if (flags.output === undefined) process.stdout.write(bytes);
      else {
        await writeBytes(flags.output, bytes);
        print({ manifest: flags.output, sha256: await sha256(bytes), size: bytes.byteLength });
      }
    });
}

type RegisterFlags = ChainFlags & ManifestFlags & { royalty: string; manifest?: string };

function addRegister(models: Command, env: NodeJS.ProcessEnv): void {
  withFacts(withChain(models.command('register <file>'), env))
    .description('uploads a model and its manifest, commits to it and registers it as an NFT')
    .requiredOption('--royalty <airo>', 'AIRO per inference for the owner')
    .option('--manifest <file>', 'manifest made before (default: made of the file and the facts)')
    .action(async (file: string, flags: RegisterFlags) => {
      parseInput('--royalty', amountSchema, flags.royalty);
      const artifact = await readBytes(file);
      const manifest =
        flags.manifest === undefined
          ? (await modelsManifest(file, flags)).bytes
          : await readBytes(flags.manifest);
      const [{ connected, signedBy }, { registerModel }] = await Promise.all([
        import('./connect.ts'),
        import('./models-register.ts'),
      ]);
      const key = await signingKey(keyFlags(flags, env));
      const { royalty } = flags;
      const model = await connected(flags, (chain, dx) =>
        signedBy(chain, key, (owner) =>
          registerModel({ chain, dx, owner, artifact, manifest, royalty, progress: say }),
        ),
      );
      print({ model });
    });
}
