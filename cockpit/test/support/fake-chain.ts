import type { ChainClient, ChainParameters, Council } from '@airo/chain-types/model';

export const MEMBER = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
export const OTHER_MEMBER = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty';

/** A motion of three members for a commission of 2 %, for which one has voted. */
export const someCouncil = (part: Partial<Council['motions'][number]> = {}): Council =>
  ({
    members: [MEMBER, OTHER_MEMBER, '5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy'],
    motions: [
      {
        hash: `0x${'d'.repeat(64)}`,
        index: 3,
        threshold: 2,
        ayes: [OTHER_MEMBER],
        nays: [],
        end: 300,
        call: 'parameters.setParameter',
        args: {},
        length: 12,
        change: { pallet: 'Marketplace', name: 'Commission', value: 20_000 },
        ...part,
      },
    ],
  }) as unknown as Council;

/** Every parameter is one of its unit, but for the commission: 1 %. */
const anyParameters = () => {
  const window = { min: 20, max: 200 };
  const any = (known: object) =>
    new Proxy(known, { get: (of, name) => (name in of ? Reflect.get(of, name) : 1) });
  return {
    models: any({}),
    providers: any({}),
    marketplace: any({
      ...{ commissionPpm: 10_000, bidWindow: window, duration: window },
      ...{ responseWindow: window, challengeWindow: window },
    }),
    execution: any({}),
  } as unknown as ChainParameters;
};

/** The chain at block 100, as far as the network's pages look at it. */
export const someChain = (council: () => Council) =>
  ({
    constants: { blockTimeMs: 3_000 },
    parameters: async () => anyParameters(),
    head: async () => ({ number: 100, hash: `0x${'e'.repeat(64)}` }),
    hashAt: async () => `0x${'f'.repeat(64)}`,
    fee: async () => 1_000_000_000n,
    balance: async () => 5_000_000_000_000n,
    governance: {
      council: async () => council(),
      vote: () => ({ name: 'council.vote' }),
      close: () => ({ name: 'council.close' }),
      propose: () => ({ name: 'council.propose' }),
      setParameter: () => ({ name: 'parameters.setParameter' }),
    },
  }) as unknown as ChainClient;
