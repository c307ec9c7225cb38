import type { Motion, ParameterChange, ParameterValue } from '../model/governance.ts';
import type { AccountId, Hex } from '../model/ids.ts';

/** A call inside storage, as `toPlain` gives it. */
export interface PlainCall {
  readonly call: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly length: number;
}

/** Votes of one motion, as the council's pallet keeps them. */
export interface PlainVotes {
  readonly index: number;
  readonly threshold: number;
  readonly ayes: readonly AccountId[];
  readonly nays: readonly AccountId[];
  readonly end: number;
}

export function toMotion(hash: Hex, { call, args, length }: PlainCall, votes: PlainVotes): Motion {
  return { hash, ...votes, call, args, length, change: toChange(call, args) };
}

/** `parameters.setParameter` carries `{ kind: pallet, value: { kind: parameter, value: [key, value or null] } }`. */
function toChange(call: string, { keyValue }: Readonly<Record<string, unknown>>): ParameterChange | null {
  if (call !== 'parameters.setParameter') return null;
  const { kind: pallet, value: parameter } = keyValue as {
    kind: string;
    value: { kind: string; value: readonly [unknown, ParameterValue | null] };
  };
  return { pallet, name: parameter.kind, value: parameter.value[1] };
}
