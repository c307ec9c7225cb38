import { z } from 'zod';

/** A key as it came; the method parses it, so that a bad one is DX_BAD_KEY. */
export const keyParam = z.string();

export const onlyKey = z.strictObject({ key: keyParam });
