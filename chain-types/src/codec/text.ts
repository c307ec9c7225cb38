import { hexToString, stringToHex } from '@polkadot/util';
import type { Hex } from '../model/ids.ts';

const PARTS_PER_BILLION = 1_000_000_000;

/** UTF-8 text in a runtime's byte list. */
export const toText = (bytes: Hex): string => hexToString(bytes);
export const fromText = (text: string): Hex => stringToHex(text);

/** A runtime's `Perbill` as a number between 0 and 1. */
export const toFraction = (parts: number): number => parts / PARTS_PER_BILLION;
export const fromFraction = (fraction: number): number => Math.round(fraction * PARTS_PER_BILLION);
