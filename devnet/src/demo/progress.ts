import { Presets, SingleBar } from 'cli-progress';

/** A progress bar on stderr, or nothing at all. */
export interface Progress {
  start(total: number): void;
  advance(count: number): void;
  say(text: string): void;
  stop(): void;
}

export const quiet: Progress = { start() {}, advance() {}, say() {}, stop() {} };

export function bar(): Progress {
  const single = new SingleBar(
    {
      format: ' {bar} {value}/{total} {text}',
      stream: process.stderr,
      hideCursor: true,
      noTTYOutput: false,
      clearOnComplete: false,
    },
    Presets.shades_classic,
  );
  let running = false;
  return {
    start(total) {
      running = true;
      single.start(total, 0, { text: '' });
    },
    advance: (count) => single.increment(count),
    say(text) {
      if (running) single.update({ text });
      else process.stderr.write(`${text}\n`);
    },
    stop() {
      running = false;
      single.stop();
    },
  };
}
