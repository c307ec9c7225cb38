import { z } from 'zod';
import { ROLES } from './roles.ts';

const time = z.int().meta({ description: 'milliseconds since 1970' });
const MAX_TOKENS = 1_000;

const tokenName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/i, 'a name is 1 to 64 letters, digits, dots, dashes or underscores');
export const roleSchema = z.enum(ROLES);

/** One token as the file keeps it: what it hashes to, never itself. */
export const tokenEntrySchema = z.strictObject({
  name: tokenName,
  role: roleSchema,
  /** SHA-256 of the token's text, in hex. */
  hash: z.string().regex(/^[0-9a-f]{64}$/, 'a hash is 64 hex digits'),
  created: time,
  expires: time.nullable(),
});
export type TokenEntry = z.output<typeof tokenEntrySchema>;

export const tokensFileSchema = z
  .strictObject({ tokens: z.array(tokenEntrySchema).max(MAX_TOKENS) })
  .superRefine(({ tokens }, context) => {
    const names = new Set(tokens.map(({ name }) => name));
    if (names.size < tokens.length) {
      context.addIssue({ code: 'custom', path: ['tokens'], message: 'two have the same name' });
    }
  });

export const restCallerSchema = z
  .strictObject({
    name: z.string().meta({ description: 'name of the token; "local" where none is asked for' }),
    role: roleSchema,
  })
  .meta({ id: 'Caller' });

export const restAuditSchema = z
  .strictObject({
    number: z.int().nonnegative(),
    at: time,
    who: z.string().meta({ description: 'name of the token; "local" where none is asked for' }),
    role: roleSchema,
    from: z.string().meta({ description: 'address that the call came from' }),
    method: z.string(),
    path: z.string(),
    body: z.string().meta({ description: 'as it was sent, cut after 8,000 characters' }),
    status: z.int().nullable().meta({ description: 'null: the process ended meanwhile, or it is under way' }),
    result: z
      .string()
      .meta({ description: 'what came of it: the new version, or the code and text of the refusal' }),
  })
  .meta({ id: 'AuditEntry' });
