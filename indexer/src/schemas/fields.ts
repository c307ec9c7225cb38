import { z } from 'zod';

/** Money over REST is AIRO in decimal: exact, 12 places at most. */
export const airo = z.string().meta({ description: 'AIRO in decimal, exact', example: '0.01' });
export const id = z.int().nonnegative();
export const inferences = z.int().nonnegative().meta({ description: 'inferences (units)' });
export const count = z.int().nonnegative();
export const account = z.string().meta({ description: 'SS58 address, prefix 42' });
export const block = z.int().nonnegative().meta({ description: 'number of a finalised block' });
export const time = z.int().nonnegative().meta({ description: 'milliseconds since 1970; 0 at genesis' });
export const hash = z.string().regex(/^0x[0-9a-f]{64}$/);
export const ms = z.number().nonnegative().meta({ description: 'milliseconds' });
export const json = z.record(z.string(), z.unknown());
