import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { accountOf, createKeystore, ed25519Key, parseAddress } from '../../src/index.ts';

const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';

describe('keys', () => {
  it('knows the account of a development URI', async () => {
    expect(await accountOf({ kind: 'uri', uri: '//Alice' })).toBe(ALICE);
  });

  it('reads addresses of any format, and finds typing errors', () => {
    expect(parseAddress(ALICE)).toBe(ALICE);
    expect(parseAddress('15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5')).toBe(ALICE);
    for (const wrong of [ALICE.replace('w', 'x'), ALICE.slice(1), '', 'Alice']) {
      expect(() => parseAddress(wrong)).toThrow(expect.objectContaining({ code: 'ARGUMENT_INVALID' }));
    }
  });

  it('opens a keystore that it made, by its password only', async () => {
    const json = await createKeystore('//Alice', 'secret');
    expect(json).not.toContain('//Alice');
    expect(await accountOf({ kind: 'keystore', json, password: 'secret' })).toBe(ALICE);
    const wrong = accountOf({ kind: 'keystore', json, password: 'guess' });
    await expect(wrong).rejects.toMatchObject({ code: 'KEY_INVALID' });
  });

  it.each([
    [{ kind: 'uri', uri: 'no such words at all' }],
    [{ kind: 'uri', uri: '' }],
    [{ kind: 'keystore', json: '{', password: '' }],
    [{ kind: 'keystore', json: '{}', password: '' }],
  ] as const)('refuses %j without repeating it', async (key) => {
    const error = await accountOf(key).catch((caught: Error) => caught);
    expect(error).toMatchObject({ code: 'KEY_INVALID' });
    expect(String((error as Error).message)).not.toContain('no such words');
  });

  it('derives the receipt key that the genesis preset gives //Wing1, and signs as Ed25519', async () => {
    const key = await ed25519Key('//Wing1');
    expect(key.publicKey).toBe('0xf33dce5f7ef9df1984d153317d9f0822dd0a5d00e7ed8c2f4e3ded7c190256a4');
    const message = Buffer.from('voucher');
    const x = Buffer.from(key.publicKey.slice(2), 'hex').toString('base64url');
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    expect(verify(null, message, publicKey, key.sign(message))).toBe(true);
  });
});
