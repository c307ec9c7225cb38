import type { AccountId, ChainClient, Hex, WalletKey } from '@airo/chain-types/model';
import type { WalletAccount } from './account.ts';
import { WalletError } from './wallet-error.ts';

/** This page's name in the extension's question. */
const ORIGIN = 'Airo Cockpit';

export type PageKey = Parameters<ChainClient['transactions']>[0];

/** Accounts of the browser's extensions, after the holder let this page in. @throws WalletError NO_EXTENSION */
export async function extensionAccounts(): Promise<readonly WalletAccount[]> {
  const { web3Accounts, web3Enable } = await import('@polkadot/extension-dapp');
  const extensions = await web3Enable(ORIGIN);
  if (extensions.length === 0) {
    throw new WalletError(
      'NO_EXTENSION',
      'No wallet extension answered: install one (polkadot{.js}, Talisman, SubWallet, Nova), or allow this page in it, then try again.',
      null,
    );
  }
  const accounts = await web3Accounts({ ss58Format: 42 });
  return accounts.map(({ address, meta }) => ({
    kind: 'extension',
    address,
    name: meta.name ?? 'unnamed',
    extension: meta.source,
  }));
}

/** What the chain's client signs with. @throws WalletError READ_ONLY, ACCOUNT_GONE, NO_EXTENSION */
export async function keyOf(account: WalletAccount): Promise<PageKey> {
  if (account.kind === 'dev') return { kind: 'uri', uri: account.uri };
  if (account.kind === 'watch') {
    throw new WalletError(
      'READ_ONLY',
      'This account can only be looked at: choose one that signs to go on.',
      null,
    );
  }
  return extensionKey(account.address as AccountId, account.extension);
}

async function extensionKey(address: AccountId, extension: string): Promise<WalletKey> {
  const { web3Enable } = await import('@polkadot/extension-dapp');
  const injected = (await web3Enable(ORIGIN)).find(({ name }) => name === extension);
  const signPayload = injected?.signer.signPayload?.bind(injected.signer);
  if (!signPayload) {
    throw new WalletError(
      'ACCOUNT_GONE',
      `${extension} does not answer: unlock it, allow this page in it, or choose another account.`,
      null,
    );
  }
  return {
    kind: 'wallet',
    account: address,
    sign: async (payload) => (await signPayload(payload as never)).signature as Hex,
  };
}
