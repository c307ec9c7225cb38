import type { Command } from 'commander';
import { CliError } from './errors.ts';

/**
 * Scripts that complete commands and flags in a shell, made of the commands themselves. By hand: `@bomb.sh/tab` starts the
 * program at each key press and is at version 0.0; omelette is older than fish's own completion of today.
 */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof SHELLS)[number];

/** What may follow some words. */
interface Place {
  /** `pricing preview`; empty at the beginning. */
  readonly words: string;
  readonly next: readonly { readonly word: string; readonly about: string }[];
}

/** @param serveFlags of `wingman serve`, which reads them itself */
export function completionScript(root: Command, shell: string, serveFlags: readonly string[]): string {
  const places = placesOf(root, '').map((place) =>
    place.words === 'serve'
      ? { ...place, next: [...place.next, ...serveFlags.map((word) => ({ word, about: '' }))] }
      : place,
  );
  const makers: Readonly<Record<Shell, (places: readonly Place[]) => string>> = { bash, zsh, fish };
  if (shell in makers) return makers[shell as Shell](places);
  throw new CliError(
    'CLI_USAGE',
    `there is no completion for ${JSON.stringify(shell)}: take ${SHELLS.join(', ')}`,
    {},
  );
}

function placesOf(command: Command, words: string): Place[] {
  const children = command.commands.map((child) => ({ word: child.name(), about: child.description() }));
  const flags = command
    .createHelp()
    .visibleOptions(command)
    .flatMap(({ long, description }) => (long ? [{ word: long, about: description }] : []));
  const below = command.commands.flatMap((child) => placesOf(child, `${words} ${child.name()}`.trim()));
  return [{ words, next: [...children, ...flags] }, ...below];
}

const wordsOf = ({ next }: Place) => next.map(({ word }) => word).join(' ');
const cases = (places: readonly Place[]) =>
  places.map((place) => `    '${place.words}') next='${wordsOf(place)}' ;;`).join('\n');

/** The words that are commands so far, by which the next are looked up. */
const LOOKUP = (places: readonly Place[]) => `  case "$path" in
${cases(places)}
  esac`;

const bash = (
  places: readonly Place[],
) => `# wingman: put this into ~/.bashrc: source <(wingman completion bash)
_wingman() {
  local path='' next='' word i
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    [[ $word == -* ]] && break
    path="\${path:+$path }$word"
  done
${LOOKUP(places)}
  COMPREPLY=($(compgen -W "$next" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _wingman wingman
`;

const zsh = (places: readonly Place[]) => `#compdef wingman
# wingman: put this into ~/.zshrc, behind compinit: source <(wingman completion zsh)
_wingman() {
  local path_='' next='' word i
  for ((i = 2; i < CURRENT; i++)); do
    word=\${words[i]}
    [[ $word == -* ]] && break
    path_="\${path_:+$path_ }$word"
  done
${LOOKUP(places).replace('"$path"', '"$path_"')}
  compadd -- \${=next}
  _files
}
compdef _wingman wingman
`;

const quoted = (text: string) => `'${text.replaceAll(/['\\\\]/g, '')}'`;

const fish = (
  places: readonly Place[],
) => `# wingman: wingman completion fish > ~/.config/fish/completions/wingman.fish
function __wingman_at
  set -l words (commandline -opc)[2..-1]
  set -l path
  for word in $words
    string match -q -- '-*' $word; and break
    set -a path $word
  end
  test "$path" = "$argv"
end
${places
  .flatMap(({ words, next }) =>
    next.map(({ word, about }) => {
      const what = word.startsWith('--') ? `-l ${word.slice(2)}` : `-f -a ${word}`;
      return `complete -c wingman -n "__wingman_at ${words}" ${what} -d ${quoted(about)}`;
    }),
  )
  .join('\n')}
`;
