/** The indexer's face for other workspaces: what its REST API takes and gives. */
export * from './queries.ts';
export * from './rest.ts';
