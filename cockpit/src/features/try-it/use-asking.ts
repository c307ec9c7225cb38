import type { AgreementId, ChainClient } from '@airo/chain-types/model';
import { createDxClient } from '@airo/dx-node/schemas';
import { parseManifest, pictureInputOf } from '@airo/wingman/schemas';
import { useQuery } from '@tanstack/react-query';
import { useConnect } from '../../chain/chain-context.tsx';
import { useEndpoints } from '../../settings/endpoints-context.tsx';

const MAX_MANIFEST_BYTES = 1024 * 1024;

/** What there is to know before asking: the agreement as the chain has it, and its model's manifest by the hash in it. */
export function useAsking(id: number) {
  const connect = useConnect();
  const { dx } = useEndpoints();
  return useQuery({
    queryKey: ['asking', id],
    queryFn: () => prepare(connect, dx, id as AgreementId),
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });
}

async function prepare(connect: () => Promise<ChainClient>, dx: string, id: AgreementId) {
  const chain = await connect();
  const agreement = await chain.execution.agreement(id);
  if (!agreement) return null;
  const bytes = await createDxClient({ url: dx }).get(agreement.manifest, { maxBytes: MAX_MANIFEST_BYTES });
  const manifest = parseManifest(bytes);
  return { agreement, manifest, input: pictureInputOf(manifest) };
}
export type Asking = NonNullable<Awaited<ReturnType<typeof prepare>>>;
