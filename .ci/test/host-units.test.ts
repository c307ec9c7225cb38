import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { dxNodeSettings as settings } from '@airo/dx-node';
import { describe, expect, it } from '@jest/globals';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { parse } from 'yaml';

const COMPOSE = 'ops/docker/dx-with-airo-node.yml';
const linter = dirname(createRequire(import.meta.url).resolve('dclint/package.json'));
const specification = JSON.parse(readFileSync(join(linter, 'schemas/compose.schema.json'), 'utf8'));

/** Lines `name=value` of a unit, in order. */
const linesOf = (unit: string): [string, string][] =>
  readFileSync(`ops/systemd/${unit}.service`, 'utf8')
    .split('\n')
    .filter((line) => /^[A-Za-z]+=/.test(line))
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]);

const valuesOf = (unit: string, name: string): string[] =>
  linesOf(unit).flatMap(([key, value]) => (key === name ? [value] : []));

describe('dx-node beside airo-node', () => {
  it('starts what is there, with settings that it takes, as a systemd unit', () => {
    const [command = ''] = valuesOf('dx-node', 'ExecStart');
    const [, script = ''] = command.split(' ');
    expect(existsSync(script)).toBe(true);
    const environment = Object.fromEntries(
      valuesOf('dx-node', 'Environment').map((line) => line.split('=') as [string, string]),
    );
    expect(settings.parse([], environment)).toMatchObject({
      chainUrl: 'ws://127.0.0.1:9944',
      rpcHost: '127.0.0.1',
      tokenFile: '%d/dx-token',
    });
    expect(Object.keys(environment).every((name) => settings.help().includes(name))).toBe(true);
  });

  it.each(['dx-node', 'airo-node'])('%s runs as no root and may write its own folder alone', (unit) => {
    expect(valuesOf(unit, 'User')).toEqual(['airo']);
    expect(valuesOf(unit, 'NoNewPrivileges')).toEqual(['true']);
    expect(valuesOf(unit, 'ProtectSystem')).toEqual(['strict']);
    expect(linesOf(unit).map(([, value]) => value)).toContainEqual(
      expect.stringContaining(`/var/lib/${unit}`),
    );
    expect(valuesOf(unit, 'StateDirectory')).toEqual([unit]);
  });

  it('is a Compose file of two services, with settings that dx-node takes', () => {
    const compose = parse(readFileSync(COMPOSE, 'utf8'), { merge: true });
    const validate = new Ajv2019({ strict: false, validateSchema: false, validateFormats: false }).compile({
      ...specification,
      $schema: undefined,
    });
    validate(compose);
    expect(validate.errors ?? []).toEqual([]);
    const { 'airo-node': chain, 'dx-node': dx } = compose.services;
    for (const { build } of [chain, dx])
      expect(existsSync(join(dirname(COMPOSE), build.context, build.dockerfile))).toBe(true);
    expect(existsSync(dx.command[0])).toBe(true);
    // As Compose fills them in when nothing is set.
    const unset = Object.entries<string>(dx.environment).map(([name, value]) => [
      name,
      value.replace(/^\$\{\w+:-(.*)\}$/, '$1'),
    ]);
    expect(settings.parse([], Object.fromEntries(unset))).toMatchObject({
      chainUrl: 'ws://airo-node:9944',
      bootstrap: [],
      announce: [],
      addressScope: 'any',
    });
  });
});
