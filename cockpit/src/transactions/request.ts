import type { Call, ChainClient, Inclusion } from '@airo/chain-types/model';
import type { ReactNode } from 'react';

/** What a person is asked before anything is signed. */
export interface TransactionRequest {
  /** What it does, as a verb: "Place an order". */
  readonly title: string;
  /** Its consequences in plain words. */
  readonly lines: readonly (readonly [name: string, value: ReactNode])[];
  /** Made when the chain is there; shown with the fee. */
  readonly call: (chain: ChainClient) => Call | Promise<Call>;
  /** How many transactions like it will follow without another question: 1 by default. */
  readonly count?: number;
}

/** Leave to sign, given by a person. */
export interface Permission {
  readonly chain: ChainClient;
  /** The call that was asked about. */
  readonly call: Call;
  /** Signs and sends; resolves when it is in a block, and the tray follows it until it is final. */
  submit(call: Call, title?: string): Promise<Inclusion>;
}
