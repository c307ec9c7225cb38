import { expect, it } from '@jest/globals';
import { createPathsBehindHash } from '../../src/app/paths-behind-hash.ts';

it('what stands before the # is no part of a path, and stays', () => {
  window.history.replaceState(null, '', '/?endpoint=ws%3A%2F%2Fnode#/provider?view=jobs');
  const paths = createPathsBehindHash(window);
  expect(paths.location).toMatchObject({ pathname: '/provider', search: '?view=jobs' });
  paths.push('/models/0');
  expect(paths.location).toMatchObject({ pathname: '/models/0', search: '' });
  paths.flush();
  expect(window.location.href).toContain('/?endpoint=ws%3A%2F%2Fnode#/models/0');
  paths.destroy();
});

it('opens at the first view', () => {
  window.history.replaceState(null, '', '/');
  const paths = createPathsBehindHash(window);
  expect(paths.location.pathname).toBe('/');
  paths.destroy();
});
