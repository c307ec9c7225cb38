import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Field } from '../../components/field.tsx';
import { Page } from '../../components/page.tsx';
import { chooseEndpoints, type Endpoints, endpointsSchema } from '../../settings/endpoints.ts';
import { useEndpoints } from '../../settings/endpoints-context.tsx';
import { applyTheme, storedTheme, THEMES, type Theme } from '../../settings/theme.ts';
import styles from './settings.module.css';

const FIELDS = [
  ['chain', 'Chain (JSON-RPC)', 'ws:// or wss://'],
  ['dx', 'Dx node', 'payloads and answers travel over it'],
  ['indexer', 'Indexer', 'lists and charts come from it'],
] as const;

/** Where the Cockpit gets what it shows, and how it looks. */
export function SettingsPage() {
  return (
    <Page title="Settings" lead="Kept in this browser only.">
      <div className={styles.cards}>
        <EndpointsCard />
        <Card title="Look">
          <ThemeChoice />
        </Card>
      </div>
    </Page>
  );
}

function EndpointsCard() {
  const now = useEndpoints();
  const [text, setText] = useState(() => ({ ...now, wingmen: now.wingmen.join('\n') }));
  const [wrong, setWrong] = useState<ReadonlySet<PropertyKey>>(new Set());
  const save = (event: FormEvent) => {
    event.preventDefault();
    const parsed = endpointsSchema.safeParse({ ...text, wingmen: lines(text.wingmen) });
    if (parsed.success) openWith(parsed.data);
    else setWrong(new Set(parsed.error.issues.flatMap(({ path }) => path.slice(0, 1))));
  };
  return (
    <Card title="Endpoints">
      <form className={styles.form} onSubmit={save}>
        {FIELDS.map(([name, label, hint]) => (
          <Field
            key={name}
            label={label}
            hint={hint}
            error={wrong.has(name) ? `A URL is wanted: ${hint}` : undefined}
          >
            {(control) => (
              <input
                {...control}
                value={text[name]}
                spellCheck={false}
                autoComplete="off"
                onChange={(event) => setText({ ...text, [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
        <Field
          label="Wingmen to ask for quotes"
          hint="one URL a line; providers’ bots that say whether they would bid"
          error={wrong.has('wingmen') ? 'One http:// or https:// URL a line is wanted.' : undefined}
        >
          {(control) => (
            <textarea
              {...control}
              rows={3}
              value={text.wingmen}
              spellCheck={false}
              onChange={(event) => setText({ ...text, wingmen: event.target.value })}
            />
          )}
        </Field>
        <div className={styles.actions}>
          <Button type="submit" tone="primary">
            Save and reload
          </Button>
          <Button onClick={() => openWith(null)}>As the server says</Button>
        </div>
      </form>
    </Card>
  );
}

const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** Without the endpoints of the link that this page came by, which would win. */
function openWith(endpoints: Endpoints | null): void {
  chooseEndpoints(localStorage, endpoints);
  window.history.replaceState(null, '', `${window.location.pathname}${window.location.hash}`);
  window.location.reload();
}

function ThemeChoice() {
  const [theme, setTheme] = useState(() => storedTheme(localStorage));
  const choose = (next: Theme) => {
    applyTheme(next, localStorage, document.documentElement);
    setTheme(next);
  };
  return (
    <fieldset className={styles.themes}>
      <legend>Theme</legend>
      {THEMES.map((it) => (
        <label key={it} className={styles.theme}>
          <input type="radio" name="theme" checked={theme === it} onChange={() => choose(it)} />
          {it === 'system' ? 'as this device' : it}
        </label>
      ))}
    </fieldset>
  );
}
