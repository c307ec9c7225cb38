import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { openTokens } from '../../src/adapters/tokens/token-file.ts';
import { BACKUP_ROUTE } from '../../src/http/backup-route.ts';
import { openApiDocument } from '../../src/http/openapi.ts';
import { PUBLIC_ROUTES } from '../../src/http/public-routes.ts';
import { ROUTES } from '../../src/http/routes.ts';
import { type RestServer, startRest } from '../../src/http/start-rest.ts';
import { STREAM_ROUTES } from '../../src/http/stream-routes.ts';
import { createRig, type Rig, silent } from '../fakes/rig.ts';

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
  }[];
}
const document = openApiDocument('1.2.3');
const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
  Object.entries(item as Record<string, Operation>).map(([method, operation]) => ({
    method,
    path,
    ...operation,
  })),
);

describe('the OpenAPI description', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    expect(await validator.validate(structuredClone(document) as unknown as Record<string, unknown>)).toEqual(
      { valid: true },
    );
    expect(validator.version).toBe('3.1');
    const broken = { ...structuredClone(document), paths: { '/x': { get: { responses: 5 } } } };
    expect(await new Validator().validate(broken)).toMatchObject({ valid: false });
  });

  it('has every route and no other, each with a name of its own', () => {
    const named = [...ROUTES, BACKUP_ROUTE, ...STREAM_ROUTES, ...PUBLIC_ROUTES].map(
      ({ method, path }) => `${method} ${path}`,
    );
    expect(operations.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(named.sort());
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { summary, description } of operations) expect([summary, description]).not.toContain('');
  });

  it('says what each route takes in its address', () => {
    for (const { path, parameters = [] } of operations) {
      const inPath = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
      expect(inPath).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    }
    const patch = operations.find(({ method }) => method === 'patch');
    expect(patch?.parameters).toMatchObject([{ in: 'header', name: 'if-match', required: true }]);
  });
});

describe('the page of the API', () => {
  let rig: Rig;
  let rest: RestServer;
  beforeAll(async () => {
    rig = await createRig();
    const tokens = openTokens('/nowhere', 'a-token-of-16-or-more', Date.now);
    const settings = { restHost: '127.0.0.1', restPort: 0, publicPerMinute: 60, corsOrigins: [], tokens };
    rest = await startRest(rig.bot().restContext(), settings, silent);
  });
  afterAll(async () => {
    await rest.close();
    await rig.close();
  });

  it('comes whole from this server, and may load nothing from elsewhere', async () => {
    const page = await fetch(`${rest.url}/docs`);
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    const html = await page.text();
    expect(html).not.toMatch(/https?:/);
    const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file as string);
    expect(files).toContain('docs/swagger-ui-bundle.js');
    for (const file of files) {
      const answer = await fetch(new URL(file, `${rest.url}/docs`));
      expect([file, answer.status]).toEqual([file, 200]);
      expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(0);
    }
  });

  it.each(['/docs/', '/docs/index.html', '/docs/../package.json', '/docs/swagger-ui-bundle.js.map'])(
    'is not %s',
    async (path) => {
      expect((await fetch(rest.url + path)).status).toBe(401);
    },
  );
});
