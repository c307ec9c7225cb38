import { describeFailure } from '@airo/program';
import { Command } from 'commander';
import { inspectOnnx } from '../onnx/index.ts';
import { sha256 } from '../schemas/index.ts';
import { readBytes, writeBytes } from './files.ts';
import { type ManifestFlags, modelsManifest } from './models-manifest.ts';

const program = new Command('wingman').description('the bot of a provider on the Airo marketplace');
const models = program.command('models').description('model files and their registration');

models
  .command('inspect <file>')
  .description('what an ONNX file takes, gives and holds, without running it')
  .action(async (file: string) => {
    const bytes = await readBytes(file);
    const model = await inspectOnnx(bytes);
    print({ ...model, sha256: await sha256(bytes), size: bytes.byteLength });
  });

models
  .command('manifest <file>')
  .description("makes a model's manifest, in the canonical form whose hash goes on chain")
  .option('--facts <json>', 'file with what the model file cannot say (name, labels, …)')
  .option('--name <name>')
  .option('--description <text>')
  .option('--license <spdx>')
  .option('--preprocessing <text>')
  .option('--labels <list>', 'class names, separated by commas')
  .option('--max-batch <n>', 'items in one payload')
  .option('--tags <list>', 'separated by commas')
  .option('--out <file>', 'where to write it (default: stdout)')
  .action(async (file: string, flags: ManifestFlags & { out?: string }) => {
    const { bytes } = await modelsManifest(file, flags);
    if (flags.out === undefined) process.stdout.write(bytes);
    else {
      await writeBytes(flags.out, bytes);
      print({ manifest: flags.out, sha256: await sha256(bytes), size: bytes.byteLength });
    }
  });

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${describeFailure('wingman', error)}\n`);
  process.exitCode = 1;
}
