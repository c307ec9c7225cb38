// biome-ignore lint/style/noRestrictedImports: it plays the extension, which is no program of this project
import { Keyring } from '@polkadot/keyring';
// biome-ignore lint/style/noRestrictedImports: it plays the extension, which is no program of this project
import { TypeRegistry } from '@polkadot/types';
// biome-ignore lint/style/noRestrictedImports: it plays the extension, which is no program of this project
import { cryptoWaitReady } from '@polkadot/util-crypto';
import type { Page } from 'playwright-core';

/** A wallet extension as a page finds one, with a real key behind it, in this process. */
export interface TestWallet {
  readonly address: string;
  /** Whether it signs, or its holder presses Cancel. */
  willing: boolean;
  /** How often it was asked. */
  readonly asked: number;
}

/** Puts the extension into every document that the page opens from now on. */
export async function installWallet(page: Page, uri: string): Promise<TestWallet> {
  await cryptoWaitReady();
  const pair = new Keyring({ type: 'sr25519', ss58Format: 42 }).addFromUri(uri);
  const wallet = { address: pair.address, willing: true, asked: 0 };
  await page.exposeFunction('signInTest', (payload: { version: number; signedExtensions: string[] }) => {
    wallet.asked += 1;
    if (!wallet.willing) throw new TypeError('Cancelled');
    const registry = new TypeRegistry();
    registry.setSignedExtensions(payload.signedExtensions);
    return registry.createType('ExtrinsicPayload', payload, { version: payload.version }).sign(pair)
      .signature;
  });
  await page.addInitScript(
    `window.injectedWeb3 = {
      'test-wallet': {
        version: '1.0.0',
        enable: async () => ({
          accounts: {
            get: async () => [${JSON.stringify({ address: pair.address, name: 'Extension key', type: 'sr25519' })}],
            subscribe: () => () => {},
          },
          signer: {
            signPayload: async (payload) => ({ id: 1, signature: await window.signInTest(payload) }),
          },
        }),
      },
    };`,
  );
  return wallet;
}
