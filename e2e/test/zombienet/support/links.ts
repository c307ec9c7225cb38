import type { NodeProcess } from './node-process.ts';
import { eventually } from './progress.ts';

interface Peer {
  readonly peerId: string;
}

/** Who talks to whom in a network of nodes that were started with `reservedOnly`. */
export class Links {
  readonly #nodes: readonly NodeProcess[];
  #addresses = new Map<NodeProcess, { readonly id: string; readonly address: string }>();

  private constructor(nodes: readonly NodeProcess[]) {
    this.#nodes = nodes;
  }

  /** Everybody to everybody. */
  static async among(nodes: readonly NodeProcess[]): Promise<Links> {
    const links = new Links(nodes);
    for (const node of nodes) {
      const id = await node.rpc<string>('system_localPeerId');
      const listening = await node.rpc<string[]>('system_localListenAddresses');
      const address = listening.find((each) => each.includes('/127.0.0.1/')) ?? '';
      links.#addresses.set(node, {
        id,
        address: address.includes('/p2p/') ? address : `${address}/p2p/${id}`,
      });
    }
    await links.heal();
    return links;
  }

  /** Cuts the network in two: nobody talks to the other side any more. */
  async split(side: readonly NodeProcess[]): Promise<void> {
    const across = (a: NodeProcess, b: NodeProcess) => side.includes(a) !== side.includes(b);
    await this.#each('system_removeReservedPeer', across, ({ id }) => id);
    await this.#untilPeersAre((a, b) => !across(a, b));
  }

  async heal(): Promise<void> {
    const all = () => true;
    await this.#each('system_addReservedPeer', all, ({ address }) => address);
    await this.#untilPeersAre(all);
  }

  async #each(
    method: string,
    wanted: (a: NodeProcess, b: NodeProcess) => boolean,
    name: (peer: { id: string; address: string }) => string,
  ): Promise<void> {
    for (const [node, other] of this.#pairs().filter(([a, b]) => wanted(a, b))) {
      const peer = this.#addresses.get(other);
      if (peer) await node.rpc(method, name(peer));
    }
  }

  /** @param linked whether the two are to talk to each other */
  async #untilPeersAre(linked: (a: NodeProcess, b: NodeProcess) => boolean): Promise<void> {
    for (const node of this.#nodes) {
      const wanted = this.#nodes.filter((other) => other !== node && linked(node, other));
      const ids = wanted.map((other) => this.#addresses.get(other)?.id).sort();
      await eventually(
        async () => (await node.rpc<Peer[]>('system_peers')).map(({ peerId }) => peerId).sort(),
        (peers) => peers.join() === ids.join(),
        `${node.name} talks to ${wanted.map(({ name }) => name).join(', ')} alone`,
      );
    }
  }

  #pairs(): [NodeProcess, NodeProcess][] {
    return this.#nodes.flatMap((a) =>
      this.#nodes.filter((b) => a !== b).map((b): [NodeProcess, NodeProcess] => [a, b]),
    );
  }
}
