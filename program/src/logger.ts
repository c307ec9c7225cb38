import { destination, type Logger, multistream, pino } from 'pino';

export type { Logger };
export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const STREAMS = { stdout: 1, stderr: 2 } as const;

/** JSON lines. Never hand it keys, passwords or payload bytes; the listed fields are blanked should one slip in. */
export function createLogger(init: {
  name: string;
  level: string;
  destination?: 'stdout' | 'stderr';
  /** Is given each line too, with what is blanked blanked. */
  tail?: (line: string) => void;
}): Logger {
  const out = destination({ dest: STREAMS[init.destination ?? 'stderr'], sync: true });
  return pino(
    {
      name: init.name,
      level: init.level,
      redact: {
        paths: ['password', 'token', 'keyUri', 'authorization', '*.password', '*.token'],
        censor: '[hidden]',
      },
    },
    init.tail
      ? multistream([
          { level: 'trace', stream: out },
          { level: 'trace', stream: { write: init.tail } },
        ])
      : out,
  );
}
