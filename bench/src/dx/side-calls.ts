/** What a side's process is started with: the receiver's has the sender's address. */
export interface SideInit {
  readonly way: 'dx' | 'helia' | 'http' | 'tcp';
  readonly folder: string;
  readonly address?: string;
  /** Most connections, of a dx-node that receives. */
  readonly connections?: number;
}

/** What the process with the rest of a network is started with. */
export interface CrowdInit {
  readonly folder: string;
  readonly nodes: number;
}

export interface Ask {
  readonly ask: number;
  readonly what: 'publish' | 'fetch' | 'read' | 'forget' | 'close';
  /** Files to publish, or what to ask for. */
  readonly ids: readonly string[];
  /** Of each. */
  readonly bytes: number;
  /** Peer id of who mustn't be connected to the node that publishes. */
  readonly stranger?: string | undefined;
}

export type Answer =
  | { readonly ask: number; readonly value: unknown }
  | { readonly ask: number; readonly error: string };
