import { jest, nodeTools, required, rust } from './parts.ts';
import { report, runSteps, type Step } from './steps.ts';

/** `npm run test:e2e`: a network of real nodes, some of which are killed. Beyond `npm test`, which needs no node. */
const steps: readonly Step[] = [
  { name: 'node build', budgetMinutes: 25, command: ['node', '.ci/build-node.ts'], ...nodeTools },
  { name: 'docker-compose.yml', budgetMinutes: 5, command: jest('compose'), ...nodeTools },
  { name: 'next runtime build', budgetMinutes: 5, command: ['node', '.ci/build-next-runtime.ts'], ...rust },
  {
    name: 'zombienet install',
    budgetMinutes: 3,
    command: ['npm', 'ci', '--prefix', 'e2e/zombienet', '--ignore-scripts', '--no-progress'],
    ...nodeTools,
  },
  { name: 'zombienet', budgetMinutes: 15, command: [...jest('zombienet'), '--runInBand'], ...nodeTools },
];

const results = await runSteps(steps, required);
process.exitCode = report(results, (text) => process.stdout.write(text)) ? 0 : 1;
