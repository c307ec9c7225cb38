import { type Planck, parseAiro } from '@airo/chain-types/model';

const AMOUNT = /^\d{1,9}(\.\d{1,12})?$/;

/** What was typed, in planck; null when it is no amount of AIRO. */
export const amountOf = (text: string): Planck | null => (AMOUNT.test(text) ? parseAiro(text) : null);
