import { describe, expect, it } from '@jest/globals';
import { isAllowedHost } from '../../src/http/hosts.ts';

const own = { host: '127.0.0.1', allowedHosts: [] };
const named = { host: '127.0.0.1', allowedHosts: ['dx.example'] };
const open = { host: '0.0.0.0', allowedHosts: [] };
const openNamed = { host: '0.0.0.0', allowedHosts: ['dx.example'] };

describe('Host headers', () => {
  it.each([
    [undefined, own, false],
    ['', own, false],
    ['localhost:9700', own, true],
    ['127.0.0.1:9700', own, true],
    ['[::1]:9700', own, true],
    ['192.168.1.7', own, true],
    ['dx.example', own, false],
    ['evil.example:9700', own, false],
    ['127.0.0.1.evil.example', own, false],
    ['localhost.evil.example', own, false],
    ['a b', own, false],
    ['dx.example:9700', named, true],
    ['DX.example', named, true],
    ['evil.example', named, false],
    ['dx1:9700', open, true],
    ['dx.example', openNamed, true],
    ['evil.example', openNamed, false],
    ['10.0.0.1', openNamed, true],
  ])('%s, settings %j: %s', (host, init, allowed) => {
    expect(isAllowedHost(host, init)).toBe(allowed);
  });
});
