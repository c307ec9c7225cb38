import { z } from 'zod';

/** An account by its SS58 address; whether its checksum is right, the chain's client tells. */
export const addressSchema = z
  .string()
  .regex(
    /^[1-9A-HJ-NP-Za-km-z]{46,50}$/,
    'an address is SS58, for example 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty',
  );
