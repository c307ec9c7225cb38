import {
  toExecutionParameters,
  toMarketplaceParameters,
  toModelsParameters,
  toProvidersParameters,
} from '../codec/parameters.ts';
import { type Hex, planck } from '../model/ids.ts';
import type { ChainConstants, ChainParameters } from '../model/parameters.ts';
import type { RuntimeAccess } from '../runtime/runtime-access.ts';
import { missing } from '../runtime/stored.ts';
import { blockTimeMs } from './block-time.ts';

export function readConstants(runtime: RuntimeAccess): ChainConstants {
  return {
    existentialDeposit: planck(runtime.constant('balances', 'existentialDeposit')),
    treasury: runtime.constant('marketplace', 'treasury'),
    blockTimeMs: readBlockTime(runtime),
  };
}

function readBlockTime(runtime: RuntimeAccess): number {
  const found = blockTimeMs(
    (pallet, name) => runtime.frameConstant(pallet, name) as number | bigint | undefined,
  );
  if (found === undefined) throw missing('constant that says how far apart blocks are');
  return found;
}

/**
 * Parameters as the best block has them. Asked for as often as one likes: the runtime is asked once a block, so that a
 * change by governance, a runtime upgrade and a re-org are all seen with the block that brings them.
 */
export function parametersOf(
  runtime: Pick<RuntimeAccess, 'bestBlock' | 'runtimeApi'>,
): () => Promise<ChainParameters> {
  let last: { block: Hex; reading: Promise<ChainParameters> } | undefined;
  return async () => {
    const block = await runtime.bestBlock();
    if (last?.block === block) return last.reading;
    const current = { block, reading: read(runtime, block) };
    last = current;
    try {
      return await current.reading;
    } catch (error) {
      if (last === current) last = undefined;
      throw error;
    }
  };
}

async function read(runtime: Pick<RuntimeAccess, 'runtimeApi'>, at: Hex): Promise<ChainParameters> {
  const [models, providers, marketplace, execution] = await Promise.all([
    runtime.runtimeApi('modelsApi', 'parameters', [], at),
    runtime.runtimeApi('providersApi', 'parameters', [], at),
    runtime.runtimeApi('marketplaceApi', 'parameters', [], at),
    runtime.runtimeApi('executionApi', 'parameters', [], at),
  ]);
  return {
    models: toModelsParameters(models),
    providers: toProvidersParameters(providers),
    marketplace: toMarketplaceParameters(marketplace),
    execution: toExecutionParameters(execution),
  };
}
