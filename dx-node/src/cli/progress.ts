import { Presets, SingleBar } from 'cli-progress';
import { MIB } from '../constants.ts';

export interface Progress {
  add(bytes: number): void;
  stop(): void;
}

/** A bar on stderr for transfers of more than 1 MB on a terminal; nothing otherwise. */
export function startProgress(label: string, totalBytes: number): Progress {
  if (totalBytes <= MIB || !process.stderr.isTTY) return { add() {}, stop() {} };
  const bar = new SingleBar(
    {
      format: `${label} {bar} {percentage}% · {value}/{total} MB · {eta} s`,
      stream: process.stderr,
      hideCursor: true,
    },
    Presets.shades_classic,
  );
  const toMb = (bytes: number): number => Math.round(bytes / 100_000) / 10;
  let done = 0;
  bar.start(toMb(totalBytes), 0);
  return {
    add(bytes) {
      done += bytes;
      bar.update(toMb(done));
    },
    stop: () => bar.stop(),
  };
}
