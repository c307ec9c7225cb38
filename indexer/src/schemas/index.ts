/** The indexer's face for other workspaces: what its REST API takes and gives. */
export * from './catalogue.ts';
export * from './market.ts';
export * from './network.ts';
export * from './queries.ts';
