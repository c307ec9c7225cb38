import type * as Runtime from '../generated/runtime.ts';
import { planck } from '../model/ids.ts';
import type {
  ExecutionParameters,
  MarketplaceParameters,
  ModelsParameters,
  ProvidersParameters,
} from '../model/parameters.ts';

export function toModelsParameters(parameters: Runtime.ModelsParameters): ModelsParameters {
  return {
    ...parameters,
    minAttesterBond: planck(parameters.minAttesterBond),
    modelDeposit: planck(parameters.modelDeposit),
    commitDeposit: planck(parameters.commitDeposit),
    maxRoyalty: planck(parameters.maxRoyalty),
  };
}

export function toProvidersParameters({
  coverageRatio,
  ...parameters
}: Runtime.ProvidersParameters): ProvidersParameters {
  return {
    ...parameters,
    minBond: planck(parameters.minBond),
    minSlash: planck(parameters.minSlash),
    coverageRatioPpm: coverageRatio,
  };
}

export function toMarketplaceParameters({
  commission,
  minLowering,
  ...parameters
}: Runtime.MarketplaceParameters): MarketplaceParameters {
  return {
    ...parameters,
    commissionPpm: commission,
    minProviderShare: planck(parameters.minProviderShare),
    bidDeposit: planck(parameters.bidDeposit),
    minLoweringPpm: minLowering,
  };
}

export function toExecutionParameters({
  failCompensation,
  unavailableFee,
  unavailableLimit,
  reopenFaults,
  ...parameters
}: Runtime.ExecutionParameters): ExecutionParameters {
  return {
    ...parameters,
    requestDeposit: planck(parameters.requestDeposit),
    failCompensationPpm: failCompensation,
    unavailableFeePpm: unavailableFee,
    unavailableLimitPpm: unavailableLimit,
    reopenFaultsPpm: reopenFaults,
    demandFee: planck(parameters.demandFee),
  };
}
