import { verifyBidPolicy } from '@airo/wingman/schemas';
import { useQuery } from '@tanstack/react-query';
import { verifyMessage } from '../../chain/verify.ts';
import { useEndpoints } from '../../settings/endpoints-context.tsx';

const TIMEOUT_MS = 60_000;
const EVERY_MS = 30_000;

/** Which providers say, signed, that they have the model loaded. One that is not asked is not in it. */
export function useWarmth(model: number | undefined, genesis: string | undefined) {
  const { wingmen } = useEndpoints();
  return useQuery({
    queryKey: ['warmth', wingmen, model, genesis],
    enabled: model !== undefined && genesis !== undefined,
    refetchInterval: EVERY_MS,
    queryFn: async (): Promise<ReadonlyMap<string, boolean>> => {
      const said = await Promise.all(wingmen.map((url) => policyOf(url, genesis ?? '').catch(() => null)));
      return new Map(
        said.flatMap((policy) => {
          const found = policy?.models.find((it) => it.model === model);
          return policy ? [[policy.provider, found?.manifest != null] as const] : [];
        }),
      );
    },
  });
}

async function policyOf(url: string, genesis: string) {
  const response = await fetch(`${url.replace(/\/+$/, '')}/v1/bid-policy`, {
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const answer: unknown = await response.json();
  const { provider } = (answer as { statement: { provider: string } }).statement;
  return verifyBidPolicy(answer, { provider, genesis, now: Date.now(), verify: verifyMessage });
}
