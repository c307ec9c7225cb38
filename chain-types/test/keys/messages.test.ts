import { describe, expect, it } from '@jest/globals';
import { stringToHex } from '@polkadot/util';
import { signatureVerify } from '@polkadot/util-crypto';
import { createKeystore, messageSigner, verifyMessage } from '../../src/index.ts';

const TEXT = '{"a":"ü"}';

describe('messages that an account signs', () => {
  it('are verified by its address alone, and by any wallet library', async () => {
    const { account, sign } = await messageSigner({ kind: 'uri', uri: '//Wing1' });
    const signature = sign(TEXT);
    expect(signature).toMatch(/^0x[0-9a-f]{128}$/);
    expect(await verifyMessage({ account, text: TEXT, signature })).toBe(true);
    expect(signatureVerify(TEXT, signature, account)).toMatchObject({ isValid: true, crypto: 'sr25519' });
  });

  it('can be signed with a keystore', async () => {
    const json = await createKeystore('//Wing1', 'secret');
    const { account, sign } = await messageSigner({ kind: 'keystore', json, password: 'secret' });
    expect(await verifyMessage({ account, text: TEXT, signature: sign(TEXT) })).toBe(true);
  });

  it('are not taken when anything of them is another, or none at all', async () => {
    const signer = await messageSigner({ kind: 'uri', uri: '//Wing1' });
    const other = await messageSigner({ kind: 'uri', uri: '//Wing2' });
    const good = { account: signer.account, text: TEXT, signature: signer.sign(TEXT) };
    const bad: Partial<Record<keyof typeof good, string>>[] = [
      { text: `${TEXT} ` },
      { text: `<Bytes>${TEXT}</Bytes>` },
      { account: other.account },
      { account: '' },
      { account: '5Wing' },
      { signature: other.sign(TEXT) },
      { signature: '' },
      { signature: '0x' },
      { signature: good.signature.slice(0, -2) },
      { signature: `${good.signature}00` },
      { signature: good.signature.slice(2) },
      { signature: stringToHex('x'.repeat(64)) },
    ];
    for (const changes of bad)
      expect([changes, await verifyMessage({ ...good, ...changes })]).toEqual([changes, false]);
  });
});
