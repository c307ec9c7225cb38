import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { cacheFolder } from '../src/cache-folder.ts';

describe('the cache folder', () => {
  it('is where the user keeps caches', () => {
    expect(cacheFolder({ XDG_CACHE_HOME: '/somewhere' })).toBe(join('/somewhere', 'airo'));
    expect(cacheFolder({ XDG_CACHE_HOME: '' })).toBe(join(homedir(), '.cache', 'airo'));
    expect(cacheFolder({})).toBe(join(homedir(), '.cache', 'airo'));
  });
});
