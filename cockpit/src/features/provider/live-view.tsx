import { botEventSchema, logLineSchema } from '@airo/wingman/schemas';
import { useEffect, useState } from 'react';
import { Badge } from '../../components/badge.tsx';
import { Card } from '../../components/card.tsx';
import { Field } from '../../components/field.tsx';
import { EmptyState, ErrorState } from '../../components/state.tsx';
import { useBot } from './bot-context.tsx';
import { followBot, type StreamEvent } from './bot-stream.ts';
import styles from './provider.module.css';

/** All but blocks, which would push everything else out. */
const EVENTS =
  '/v1/events/stream?tail=200&kinds=decision,agreement,request,earned,transaction,alert,config,control,breakers';
const KEPT = 200;
const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

/** What happens in the bot, as it happens. */
export function LiveView() {
  const { may } = useBot();
  const [level, setLevel] = useState<string>('info');
  return (
    <div className={styles.streams}>
      <StreamCard title="Events" path={EVENTS} line={eventLine} />
      {may('operator') ? (
        <StreamCard
          key={level}
          title="Log"
          path={`/v1/logs/stream?tail=100&level=${level}`}
          line={logLine}
          control={
            <Field label="Level">
              {(control) => (
                <select {...control} value={level} onChange={(e) => setLevel(e.target.value)}>
                  {LEVELS.map((it) => (
                    <option key={it} value={it}>
                      {it} and worse
                    </option>
                  ))}
                </select>
              )}
            </Field>
          }
        />
      ) : (
        <Card title="Log">
          <EmptyState title="The log needs an operator’s token">
            Make one with <code>wingman tokens add NAME --role operator</code>.
          </EmptyState>
        </Card>
      )}
    </div>
  );
}

interface Line {
  readonly at: number;
  readonly mark: string;
  readonly text: string;
}

function StreamCard({
  title,
  path,
  line,
  control,
}: {
  title: string;
  path: string;
  line: (event: StreamEvent) => Line | null;
  control?: React.ReactNode;
}) {
  const { client } = useBot();
  const [lines, setLines] = useState<readonly (Line & { readonly id: string })[]>([]);
  const [state, setState] = useState<{ connected: boolean; error: unknown }>({
    connected: false,
    error: null,
  });
  useEffect(
    () =>
      followBot(client, path, {
        onEvent: (event) => {
          const shown =
            event.event === 'gap'
              ? { at: Date.now(), mark: 'gap', text: 'some are missing here' }
              : line(event);
          if (shown) setLines((before) => [{ ...shown, id: event.id }, ...before].slice(0, KEPT));
        },
        onState: setState,
      }),
    [client, path, line],
  );
  return (
    <Card
      title={title}
      actions={
        <span role="status">
          <Badge tone={state.connected ? 'good' : 'warn'}>{state.connected ? 'live' : 'not connected'}</Badge>
        </span>
      }
    >
      {control}
      {!state.connected && state.error !== null && lines.length === 0 ? (
        <ErrorState error={state.error} />
      ) : lines.length === 0 ? (
        <EmptyState title="Nothing happened yet">What happens appears here at once.</EmptyState>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className={styles.lines} aria-label={`${title}, newest first`} tabIndex={0}>
          <ol>
            {lines.map(({ id, at, mark, text }) => (
              <li key={id}>
                <time dateTime={new Date(at).toISOString()}>{new Date(at).toLocaleTimeString('en-GB')}</time>
                <strong>{mark}</strong>
                <span>{text}</span>
              </li>
            ))}
          </ol>
        </section>
      )}
    </Card>
  );
}

const parsed = (data: string): unknown => {
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
};

function eventLine({ data }: StreamEvent): Line | null {
  const event = botEventSchema.safeParse(parsed(data));
  if (!event.success) return null;
  const { kind, at, ...rest } = event.data;
  const text = Object.entries(rest)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `${name} ${value}`)
    .join(' · ');
  return { at, mark: kind, text };
}

const NAMES: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};

function logLine({ data }: StreamEvent): Line | null {
  const line = logLineSchema.safeParse(parsed(data));
  if (!line.success) return null;
  const { level, time, msg = '', pid, hostname, ...rest } = line.data;
  const fields = Object.entries(rest)
    // The program's own name says nothing here; a model's does.
    .filter(([name, value]) => !(name === 'name' && value === 'wingman'))
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value, rounded)}`);
  return { at: time, mark: NAMES[level] ?? String(level), text: [msg, ...fields].join(' · ') };
}

/** Measured times come with a dozen digits. */
const rounded = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
