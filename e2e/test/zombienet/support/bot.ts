import { join } from 'node:path';
import { Program, runProgram } from '../../support/program.ts';

interface Ready {
  readonly account: string;
  readonly restUrl: string;
}

/** A Wingman that can be sent away and come back. */
export class Bot {
  readonly name: string;
  readonly #keyUri: string;
  readonly #flags: readonly string[];
  #program: Program | undefined;
  #ready: Ready = { account: '', restUrl: '' };

  constructor(init: {
    name: string;
    keyUri: string;
    price: string;
    folder: string;
    chainUrl: string;
    dxUrl: string;
  }) {
    this.name = init.name;
    this.#keyUri = init.keyUri;
    this.#flags = [
      ...['--data-dir', join(init.folder, init.name), '--key-uri', init.keyUri, '--price', init.price],
      ...['--chain-url', init.chainUrl, '--dx-url', init.dxUrl],
    ];
  }

  get account(): string {
    return this.#ready.account;
  }

  get restUrl(): string {
    return this.#ready.restUrl;
  }

  get pid(): number {
    return this.#program?.process.pid ?? 0;
  }

  /** What it has logged since its last start. */
  get log(): string {
    return this.#program?.output.stderr ?? '';
  }

  /** Registers its account as a provider with the least bond. */
  async register(): Promise<void> {
    const where = this.#flags.filter((_, i, flags) => ![flags[i], flags[i - 1]].includes('--price'));
    const { code, stderr } = await runProgram('wingman/src/cli/main.ts', ['init', ...where]);
    if (code !== 0) throw new TypeError(`${this.#keyUri} can't be registered: ${stderr}`);
  }

  /** Resolves when it can bid. */
  async start(): Promise<void> {
    const ports = ['--rest-port', '0', '--metrics-port', '0'];
    const model = ['--models', '0', '--models-dir', 'models'];
    this.#program = new Program('wingman/src/main.ts', [...this.#flags, ...model, ...ports]);
    await this.#program.printed('"event":"ready"');
    this.#ready = JSON.parse(this.#program.output.stdout) as Ready;
  }

  async stop(): Promise<void> {
    // One that is held hears no other signal.
    this.release();
    await this.#program?.stop('SIGTERM');
    this.#program = undefined;
  }

  /** It does nothing until it is released, as on a machine that sleeps. */
  hold(): void {
    this.#program?.process.kill('SIGSTOP');
  }

  release(): void {
    this.#program?.process.kill('SIGCONT');
  }

  async earnedUnits(): Promise<number> {
    const response = await fetch(`${this.restUrl}/v1/earnings`);
    return ((await response.json()) as { settled: { units: number } }).settled.units;
  }
}
