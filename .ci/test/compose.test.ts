import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { parse } from 'yaml';

interface Service {
  readonly image: string;
  readonly build?: { readonly dockerfile: string };
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly user?: string;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly secrets?: readonly string[];
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly expose?: readonly string[];
}

const compose = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true, maxAliasCount: -1 }) as {
  services: Record<string, Service>;
  secrets: Record<string, { file: string }>;
  volumes: Record<string, null>;
};
const services = Object.entries(compose.services);
const isOfAiro = (image: string) => /^airo(-gpu)?:/.test(image);

/** The schema that the Compose specification publishes, as dclint ships it. */
const linter = dirname(createRequire(import.meta.url).resolve('dclint/package.json'));
const specification = JSON.parse(readFileSync(join(linter, 'schemas/compose.schema.json'), 'utf8'));
const validate = new Ajv2019({ strict: false, validateSchema: false, validateFormats: false }).compile({
  ...specification,
  $schema: undefined,
});

/** Asked once of each program: they take seconds to load. */
const helps = new Map<string, string>();
function helpOf(command: readonly string[]): string {
  const key = command.join(' ');
  const known = helps.get(key);
  if (known !== undefined) return known;
  const { stdout } = spawnSync(process.execPath, [...command, '--help'], { encoding: 'utf8' });
  helps.set(key, stdout);
  return stdout;
}

describe('docker-compose.yml', () => {
  it('is of the Compose specification', () => {
    const ok = validate(compose);
    expect(validate.errors ?? []).toEqual([]);
    expect(ok).toBe(true);
  });

  it('would not be with a misspelt part', () => {
    expect(validate({ services: { dx: { image: 'airo:0.1.0', helthcheck: {} } } })).toBe(false);
  });

  it.each(services)('%s waits for services that are there, until they are healthy', (_name, service) => {
    for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
      expect(Object.keys(compose.services)).toContain(other);
      expect(condition).toBe('service_healthy');
    }
    expect(service.healthcheck?.test.length).toBeGreaterThan(1);
  });

  it.each(services)('%s runs as no root, with no capability, from a pinned version', (_name, service) => {
    expect(['', 'root', '0', undefined]).not.toContain(service.user?.split(':')[0]);
    expect(service.cap_drop).toEqual(['ALL']);
    expect(service.security_opt).toEqual(['no-new-privileges:true']);
    expect(service.image).toMatch(/:v?\d+\.\d+(\.\d+)?[\w.-]*$/);
    if (!service.build) return;
    const dockerfile = readFileSync(service.build.dockerfile, 'utf8');
    expect([...dockerfile.matchAll(/^USER (.+)$/gm)].at(-1)?.[1]).toBe(service.user);
    for (const [, image = ''] of dockerfile.matchAll(/^FROM (\S+)/gm)) expect(image).toMatch(/:.*\d/);
  });

  it.each(services)('%s is reached from this machine only', (_name, { ports = [], expose = [] }) => {
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
    for (const port of ports) expect(expose).toContain(port.split(':')[2]);
  });

  it.each(services)('%s mounts what is there', (_name, { volumes = [] }) => {
    for (const volume of volumes) {
      const [source = ''] = volume.split(':');
      if (source.startsWith('./')) expect(existsSync(source)).toBe(true);
      else expect(Object.keys(compose.volumes)).toContain(source);
    }
  });

  it.each(services)('%s has its secrets by file', (_name, { secrets = [], environment = {} }) => {
    for (const secret of secrets) expect(Object.keys(compose.secrets)).toContain(secret);
    for (const [variable, value] of Object.entries(environment)) {
      if (/TOKEN|PASSWORD|SECRET|KEY/.test(variable)) expect(variable).toMatch(/_FILE$/);
      const [, secret] = /^\/run\/secrets\/(.+)$/.exec(value) ?? [];
      if (secret !== undefined) expect(secrets).toContain(secret);
    }
  });

  it.each(services.filter(([, { image }]) => isOfAiro(image)))(
    '%s runs a program that is there, with settings that it has',
    (_name, { command = [], environment = {} }) => {
      expect(existsSync(command[0] ?? '')).toBe(true);
      const help = helpOf(command);
      for (const variable of Object.keys(environment)) expect(help).toContain(`env ${variable}\n`);
    },
  );
});

describe('ops/cockpit/endpoints.json', () => {
  const endpoints = JSON.parse(readFileSync('ops/cockpit/endpoints.json', 'utf8')) as Record<string, unknown>;

  it.each([
    ['chain', 'chain-1'],
    ['dx', 'dx-1'],
    ['indexer', 'indexer'],
  ])('has the address at which a browser reaches the %s', (name, service) => {
    const { hostname, port } = new URL(String(endpoints[name]));
    const published = compose.services[service]?.ports?.map((each) => each.split(':').slice(0, 2).join(':'));
    expect(published).toContain(`${hostname}:${port}`);
  });
});

describe('the images', () => {
  const { workspaces } = JSON.parse(readFileSync('package.json', 'utf8')) as { workspaces: string[] };
  const installing = readdirSync('ops/docker')
    .map((file) => join('ops/docker', file))
    .filter((file) => /npm ci/.test(readFileSync(file, 'utf8')));

  it.each(installing)('%s installs what each workspace wants, and takes all of it', (file) => {
    const dockerfile = readFileSync(file, 'utf8');
    for (const name of workspaces) expect(dockerfile).toContain(`COPY ${name}/package.json ${name}/\n`);
    // A workspace may have packages in a folder of its own: wingman has its ioredis there.
    expect(dockerfile).toContain('COPY --from=packages /airo ./\n');
  });
});

describe('ops/docker/make-secrets.sh', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'airo-secrets-')), 'secrets');
  const make = () => execFileSync('sh', ['ops/docker/make-secrets.sh', folder]);
  const read = () =>
    Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));

  it('makes each secret of docker-compose.yml once, in a folder for its owner alone', () => {
    make();
    const made = read();
    expect(Object.keys(made).sort()).toEqual(Object.keys(compose.secrets).sort());
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(made['dx-token']).toMatch(/^[0-9a-f]{64}\n$/);
    make();
    expect(read()).toEqual(made);
  });

  it('makes them where the file looks for them, which git and Docker leave alone', () => {
    for (const [name, { file }] of Object.entries(compose.secrets)) expect(file).toBe(`.secrets/${name}`);
    for (const path of ['.gitignore', '.dockerignore'])
      expect(readFileSync(path, 'utf8')).toMatch(/^\.secrets\/?$/m);
  });
});
