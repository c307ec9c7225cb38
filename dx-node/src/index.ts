/** dx-node as a library. Programs that only talk to a node use `@airo/dx-node/schemas`, which is light. */
export { createDxNode, type DxNode } from './dx-node.ts';
export * from './schemas/index.ts';
export { type DxNodeInit, type DxNodeSettings, settings as dxNodeSettings } from './settings.ts';
