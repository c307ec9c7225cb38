import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts } from '../../../../program/test/support/servers/free-ports.ts';
import type { Service, Services } from './compose-file.ts';

/** They open a port to other machines, which on loopback nothing needs. */
const OPENING = ['--rpc-external', '--prometheus-external'];

/** What Docker gives the services: a name for each, ports of its own, volumes, secrets; here on 127.0.0.1, in one folder. */
export class Loopback {
  readonly #services: Services;
  readonly #folder: string;
  readonly #ports: ReadonlyMap<string, number>;

  private constructor(services: Services, folder: string, ports: ReadonlyMap<string, number>) {
    this.#services = services;
    this.#folder = folder;
    this.#ports = ports;
  }

  /** @param folder holds the secrets already, in `secrets` */
  static async prepare(services: Services, folder: string): Promise<Loopback> {
    const keys = Object.entries(services).flatMap(([name, { expose = [] }]) =>
      expose.map((port) => `${name}:${port}`),
    );
    const free = await freePorts(keys.length);
    const ports = new Map(keys.map((key, i) => [key, free[i] ?? 0]));
    const loopback = new Loopback(services, folder, ports);
    for (const [name, service] of Object.entries(services)) loopback.#mount(name, service);
    return loopback;
  }

  /** The port here of a service's port there. */
  port(service: string, port: number): number {
    const here = this.#ports.get(`${service}:${port}`);
    if (here === undefined) throw new TypeError(`${service} does not expose ${port}`);
    return here;
  }

  /** The folder here of a service's volume. */
  volume(service: string, path: string): string {
    return this.translate(service, path);
  }

  /** A word of a service's command, environment or health check, with the addresses, ports and paths of this machine. */
  translate(name: string, text: string): string {
    const service = this.#services[name];
    let here = this.#addresses(text);
    for (const port of service?.expose ?? [])
      here = here.replaceAll(new RegExp(`\\b${port}\\b`, 'g'), String(this.port(name, Number(port))));
    here = here.replaceAll('0.0.0.0', '127.0.0.1');
    for (const { path, at } of this.#mounts(name))
      here = here.replaceAll(new RegExp(`(?<![\\w.-])${path}(?![\\w-])`, 'g'), at);
    return here;
  }

  command(name: string): string[] {
    const words = this.#services[name]?.command ?? [];
    return words.filter((word) => !OPENING.includes(word)).map((word) => this.translate(name, word));
  }

  environment(name: string): Record<string, string> {
    const entries = Object.entries(this.#services[name]?.environment ?? {});
    return Object.fromEntries(entries.map(([key, value]) => [key, this.translate(name, value)]));
  }

  #addresses(text: string): string {
    let here = text;
    for (const [key, port] of this.#ports) {
      const [service = '', there = ''] = key.split(':');
      here = here
        .replaceAll(new RegExp(`/dns4?/${service}/tcp/${there}\\b`, 'g'), `/ip4/127.0.0.1/tcp/${port}`)
        .replaceAll(new RegExp(`(?<![\\w-])${service}:${there}\\b`, 'g'), `127.0.0.1:${port}`);
    }
    return here;
  }

  #mounts(name: string): { path: string; at: string }[] {
    const { volumes = [], secrets = [] } = this.#services[name] ?? {};
    return [
      ...volumes.map((volume) => {
        const [source = '', path = ''] = volume.split(':');
        const at = source.startsWith('./') ? join(name, source.slice(2)) : join('volumes', source);
        return { path, at: join(this.#folder, at) };
      }),
      ...secrets.map((secret) => ({
        path: `/run/secrets/${secret}`,
        at: join(this.#folder, 'secrets', secret),
      })),
    ];
  }

  /** Empty folders for volumes; files of the checkout are copied, with the addresses of this machine in them. */
  #mount(name: string, { volumes = [] }: Service): void {
    for (const [index, { at }] of this.#mounts(name).slice(0, volumes.length).entries()) {
      const source = volumes[index]?.split(':')[0] ?? '';
      if (!source.startsWith('./')) mkdirSync(at, { recursive: true });
      else {
        cpSync(source, at, { recursive: true });
        this.#rewrite(at);
      }
    }
  }

  #rewrite(path: string): void {
    if (statSync(path).isDirectory()) for (const entry of readdirSync(path)) this.#rewrite(join(path, entry));
    else writeFileSync(path, this.#addresses(readFileSync(path, 'utf8')));
  }
}
