import { createDxClient } from '@airo/dx-node/schemas';
import { createDxBlobs } from './adapters/dx/dx-blobs.ts';
import type { ResidencyInit } from './pipeline/model/residency.ts';
import type { WingmanSettings } from './settings.ts';

const MIB = 1024 * 1024;

/** What models may take of this machine. */
export function machineOf({
  modelMemory,
  modelThreads,
  modelIdle,
}: Pick<WingmanSettings, 'modelMemory' | 'modelThreads' | 'modelIdle'>): Pick<
  ResidencyInit,
  'memoryBytes' | 'threads' | 'idleMs'
> {
  return {
    memoryBytes: modelMemory * MIB,
    threads: modelThreads,
    idleMs: modelIdle === 0 ? Number.POSITIVE_INFINITY : modelIdle * 1_000,
  };
}

/** Payloads, answers and models, on the dx-node of the settings. */
export function blobsOf({ dxUrl, dxToken }: Pick<WingmanSettings, 'dxUrl' | 'dxToken'>) {
  return createDxBlobs(createDxClient({ url: dxUrl, ...(dxToken ? { token: dxToken } : {}) }));
}
