import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Services, startOrder } from './compose-file.ts';
import { executionOf, INSTALL, imageName, programOf } from './images.ts';
import { Loopback } from './loopback.ts';

const HEALTHY_TIMEOUT_MS = 240_000;
const CHECK_MS = 500;
const CHECK_TIMEOUT_MS = 10_000;

/** Why the stack, or all of a service's kind, can't run here; null when it can. Fails when `AIRO_REQUIRE` names it. */
export function missing(services: Services, name: string): string | null {
  const service = services[name];
  if (!service || programOf(service)) return null;
  const { part, how } = INSTALL[imageName(service)] ?? { part: name, how: 'install it' };
  const reason = `${name} of docker-compose.yml is not started: this machine has no ${imageName(service)}; ${how}`;
  if ((process.env.AIRO_REQUIRE ?? '').split(',').includes(part)) throw new TypeError(reason);
  return reason;
}

/** The services of docker-compose.yml as processes of this machine, in the same order, with the same settings. */
export class Stack {
  readonly folder: string;
  readonly loopback: Loopback;
  readonly #services: Services;
  readonly #children: { name: string; child: ChildProcess }[] = [];

  private constructor(services: Services, folder: string, loopback: Loopback) {
    this.#services = services;
    this.folder = folder;
    this.loopback = loopback;
  }

  /** Resolves when each service that this machine can run is healthy. @param say told what was left out */
  static async start(services: Services, say: (line: string) => void): Promise<Stack> {
    const folder = mkdtempSync(join(tmpdir(), 'airo-compose-'));
    execFileSync('sh', ['ops/docker/make-secrets.sh', join(folder, 'secrets')]);
    // Servers that refuse to be run by root must get at their own.
    for (const each of [folder, join(folder, 'secrets')]) chmodSync(each, 0o755);
    mkdirSync(join(folder, 'logs'));
    const stack = new Stack(services, folder, await Loopback.prepare(services, folder));
    try {
      for (const name of startOrder(services)) {
        const reason = missing(services, name);
        if (reason) say(reason);
        else await stack.#run(name);
      }
      return stack;
    } catch (error) {
      await stack.stop();
      throw error;
    }
  }

  /** Names of the services that run, as they were started. */
  get running(): string[] {
    return this.#children.map(({ name }) => name);
  }

  /** The secret as its services read it. */
  secret(name: string): string {
    return readFileSync(join(this.folder, 'secrets', name), 'utf8').trim();
  }

  /** The last lines that a service wrote. */
  log(name: string): string {
    return readFileSync(join(this.folder, 'logs', name), 'utf8')
      .split('\n')
      .slice(-30)
      .join('\n');
  }

  /** Last started first, as Compose does; nothing stays. */
  async stop(): Promise<void> {
    for (const { child } of this.#children.splice(0).reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 30_000);
      await ended;
      clearTimeout(timer);
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #run(name: string): Promise<void> {
    const service = this.#services[name];
    if (!service) throw new TypeError(`no service ${name}`);
    const { file, args, env, user } = executionOf(name, service, this.loopback);
    const log = openSync(join(this.folder, 'logs', name), 'a');
    const child = spawn(file, args, {
      env: { PATH: process.env.PATH, HOME: this.folder, ...env },
      stdio: ['ignore', log, log],
      ...user,
    });
    const gone = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(String(error)));
      child.once('exit', (code, signal) => resolve(`ended with ${code ?? signal}`));
    });
    this.#children.push({ name, child });
    const end = Date.now() + HEALTHY_TIMEOUT_MS;
    while (!(await this.#healthy(name))) {
      const late = Date.now() > end && 'is not healthy in time';
      const why = late || (await Promise.race([gone, new Promise((done) => setTimeout(done, CHECK_MS))]));
      if (why) throw new TypeError(`${name} ${why}:\n${this.log(name)}`);
    }
  }

  /** Runs the health check that the file names. */
  async #healthy(name: string): Promise<boolean> {
    const [kind, ...words] = this.#services[name]?.healthcheck.test ?? ['NONE'];
    const here = words.map((word) => this.loopback.translate(name, word));
    const [file = 'true', ...args] = kind === 'CMD-SHELL' ? ['sh', '-c', ...here] : here;
    const path = [dirname(process.execPath), process.env.PATH].join(':');
    const run = promisify(execFile)(file, args, {
      env: { PATH: path },
      timeout: CHECK_TIMEOUT_MS,
    });
    return run.then(
      () => true,
      () => false,
    );
  }
}
