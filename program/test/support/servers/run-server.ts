import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A server process that can be stopped and started again on the same port and folder. */
export interface Server {
  start(): Promise<void>;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** @param readyLine what the server prints when it takes connections */
export function createServerProcess(init: {
  readonly file: string;
  readonly args: readonly string[];
  readonly readyLine: string;
  /** Servers that refuse to be run by root are run by this user. */
  readonly user?: { readonly uid: number; readonly gid: number };
}): Server {
  let running: { readonly end: (signal: NodeJS.Signals) => Promise<void> } | undefined;
  return {
    async start() {
      const child = spawn(init.file, init.args, { stdio: ['ignore', 'pipe', 'pipe'], ...init.user });
      const kill = () => child.kill('SIGKILL');
      process.once('exit', kill);
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      const lines: string[] = [];
      await new Promise<void>((resolve, reject) => {
        for (const input of [child.stdout, child.stderr]) {
          createInterface({ input }).on('line', (line) => {
            lines.push(line);
            if (line.includes(init.readyLine)) resolve();
          });
        }
        child.once('error', reject);
        void ended.then(() => reject(new TypeError(`${init.file} ended:\n${lines.slice(-20).join('\n')}`)));
      });
      running = {
        end: async (signal) => {
          process.off('exit', kill);
          child.kill(signal);
          await ended;
        },
      };
    },
    async stop(signal = 'SIGINT') {
      await running?.end(signal);
      running = undefined;
    },
  };
}
