import { writeFile } from 'node:fs/promises';
import { GENERATED_FILE, generateTypes, readMetadata } from './generate-types.ts';

await writeFile(GENERATED_FILE, generateTypes(await readMetadata()));
process.stdout.write(`wrote ${GENERATED_FILE.pathname}\n`);
