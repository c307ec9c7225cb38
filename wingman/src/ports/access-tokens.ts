import type { Role } from '../schemas/roles.ts';

/** Who made a call. */
export interface Caller {
  /** Of the token. */
  readonly name: string;
  readonly role: Role;
}

/** The bearer tokens that are given out. What is asked is answered as of now: a token that was taken back is gone. */
export interface AccessTokens {
  /** null when nobody has it, or not any more. @throws WingmanError TOKENS_UNREADABLE */
  callerOf(token: string): Promise<Caller | null>;
  /** Whether there is any. @throws WingmanError TOKENS_UNREADABLE */
  any(): Promise<boolean>;
}
