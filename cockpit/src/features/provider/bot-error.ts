import { AiroError } from '@airo/program';

/** Codes of the page's own; those of the bot's refusals are in docs/guides/rest.md. */
export class BotError extends AiroError<string, { readonly status: number | null }> {
  override readonly name = 'BotError';
}
