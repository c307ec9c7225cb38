import { pythonWith } from '../python.ts';
import { REQUIREMENTS } from './start-mlserver.ts';

/** Makes the environment that tests with MLServer start, so that no two of them make it at once. */
process.stdout.write(`${await pythonWith(REQUIREMENTS)}\n`);
