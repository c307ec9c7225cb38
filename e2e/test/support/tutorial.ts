import { readFileSync } from 'node:fs';

/** One fenced block of commands, and the output that the page shows under it. */
export interface Block {
  readonly commands: string;
  /** Goes on in the background until the text in its info string is printed, and is stopped at the end. */
  readonly until: string | undefined;
  readonly line: number;
  /** Lines that the page promises; … stands for anything. */
  readonly promises: readonly string[];
}

const FENCE = /^```(\w*) ?(.*)$/;

/** The commands of a page in order. A `sh` block is run; `sh until=TEXT` is left running; a `text` block promises output. */
export function blocksOf(path: string): Block[] {
  const blocks: { commands: string; until: string | undefined; line: number; promises: string[] }[] = [];
  let open: { kind: string; info: string; lines: string[]; line: number } | undefined;
  for (const [index, text] of readFileSync(path, 'utf8').split('\n').entries()) {
    const [fence, kind = '', info = ''] = FENCE.exec(text) ?? [];
    if (fence === undefined) open?.lines.push(text);
    else if (!open) open = { kind, info, lines: [], line: index + 1 };
    else {
      if (open.kind === 'sh') {
        const until = /^until=(.*)$/.exec(open.info)?.[1];
        blocks.push({ commands: open.lines.join('\n'), until, line: open.line, promises: [] });
      }
      if (open.kind === 'text')
        blocks.at(-1)?.promises.push(...open.lines.filter((line) => line.trim() !== ''));
      open = undefined;
    }
  }
  return blocks;
}

/** A promised line as a pattern: … and numbers may differ. */
export function promised(line: string): RegExp {
  const escaped = line.trim().replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(escaped.replaceAll('…', '.*').replaceAll(/ +/g, ' +'));
}
