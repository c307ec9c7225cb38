import { destination, type Logger, pino } from 'pino';

export type { Logger };
export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const STREAMS = { stdout: 1, stderr: 2 } as const;

/** JSON lines. Never hand it keys, passwords or payload bytes; the listed fields are blanked should one slip in. */
export function createLogger(init: {
  name: string;
  level: string;
  destination?: 'stdout' | 'stderr';
}): Logger {
  return pino(
    {
      name: init.name,
      level: init.level,
      redact: {
        paths: ['password', 'token', 'keyUri', 'authorization', '*.password', '*.token'],
        censor: '[hidden]',
      },
    },
    destination({ dest: STREAMS[init.destination ?? 'stderr'], sync: true }),
  );
}
