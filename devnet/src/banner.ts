import Table from 'cli-table3';
import { DEV_KEYS } from './constants.ts';
import type { DevnetState } from './state-file.ts';

/** What a newcomer sees when everything is up. */
export function banner(state: DevnetState, seconds: number): string {
  const table = new Table({
    head: ['part', 'where', 'account or peer'],
    style: { head: ['bold'], border: ['grey'] },
  });
  table.push(['chain', state.chain.url, `genesis ${state.chain.genesisHash.slice(0, 18)}…`]);
  for (const node of state.dx) table.push([node.name, node.url, node.peerId]);
  for (const bot of state.wingmen) table.push([`${bot.name} (${bot.priceAiro} AIRO)`, bot.url, bot.account]);
  table.push(['indexer', state.indexer.url, 'history: /v1/models, /openapi.json']);
  const keys = Object.entries(DEV_KEYS).map(([what, uri]) => `${uri} (${what})`);
  return `
Airo is up after ${seconds.toFixed(1)} s: the chain, three Dx nodes, two Wingmans that serve fashion-resnet20, the indexer
and the Cockpit. Open it in a browser:

  ${state.cockpit.url}

${table.toString()}

The bots' console is under Provider in the Cockpit. They ask nobody on this machine for a token, until one is made with
\`wingman tokens add\` on their data folders, beside the logs in the state folder.

Keys on this development chain: ${keys.join(', ')}

Try it, in another terminal:
  npm run demo                      buy 100 inferences and have 100 pictures classified
  curl ${state.wingmen[0]?.url}/v1/decisions     what the first bot thought of each order
  curl ${state.indexer.url}/v1/stats     the market in figures

Ctrl-C stops everything.
`;
}
