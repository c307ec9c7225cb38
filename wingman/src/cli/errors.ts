import { AiroError } from '@airo/program';

/** Why a command wasn't carried out; each code's meaning is its text here. */
export const CLI_ERRORS = {
  CLI_FILE: 'a file that was named can not be read or written',
  CLI_FUNDS: 'the account must be paid into first',
  CLI_MODEL: 'the model can not be registered like this',
  CLI_UNREACHABLE: 'no Wingman answers at the address',
  CLI_REFUSED: 'the Wingman at the address said no',
  CLI_USAGE: 'a flag or file has a value that the command can not use',
} as const;

/** How the command ends; anything else that goes wrong ends it with 1. */
export const EXIT_CODES: Partial<Record<string, number>> = {
  CLI_USAGE: 2,
  CLI_FILE: 2,
  CLI_UNREACHABLE: 3,
  CLI_REFUSED: 4,
};

export class CliError extends AiroError<keyof typeof CLI_ERRORS, { readonly path?: string }> {
  override readonly name = 'CliError';
}
