import { codeOf } from '@airo/program';

/** The node serves another chain than the one that was followed: waiting doesn't help. */
export function isFinal(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'CHAIN_CHANGED' || code === 'FINALITY_REVERTED';
}
