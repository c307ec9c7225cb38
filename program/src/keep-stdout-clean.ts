import { Console } from 'node:console';

/** From now on `console` prints on stderr: libraries say things by it, and stdout is for what the user asked for. */
export function keepStdoutClean(): void {
  globalThis.console = new Console(process.stderr);
}
