import { AiroError } from '@airo/program';

/** Why a command wasn't carried out; each code's meaning is its text here. */
export const CLI_ERRORS = {
  CLI_FILE: 'a file that was named can not be read or written',
  CLI_USAGE: 'a flag or file has a value that the command can not use',
} as const;

export class CliError extends AiroError<keyof typeof CLI_ERRORS, { readonly path?: string }> {
  override readonly name = 'CliError';
}
