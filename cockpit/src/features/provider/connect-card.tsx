import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Field } from '../../components/field.tsx';
import { EmptyState } from '../../components/state.tsx';
import { useEndpoints } from '../../settings/endpoints-context.tsx';
import styles from './provider.module.css';
import { botUrl, forgetBot, rememberBot, rememberedBots } from './remembered.ts';

/** Names a bot by URL and token, or one that was named before. */
export function ConnectCard({
  onConnect,
  url: given = '',
  refused = null,
}: {
  onConnect: (url: string) => void;
  url?: string;
  refused?: Error | null;
}) {
  const [url, setUrl] = useState(given);
  const [token, setToken] = useState('');
  const [isWrong, setWrong] = useState(false);
  const connect = (event: FormEvent) => {
    event.preventDefault();
    const clean = botUrl(url);
    setWrong(clean === null);
    if (clean === null) return;
    rememberBot(clean, token.trim());
    onConnect(clean);
  };
  return (
    <div className={styles.columns}>
      <Card title="Connect to a Wingman">
        <form className={styles.form} onSubmit={connect}>
          <Field
            label="URL of its REST API"
            hint="as the bot prints it when it starts, for example http://127.0.0.1:9800"
            error={
              isWrong
                ? 'A URL that begins with http:// or https:// is wanted, without a password.'
                : undefined
            }
          >
            {(control) => (
              <input {...control} value={url} spellCheck={false} onChange={(e) => setUrl(e.target.value)} />
            )}
          </Field>
          <Field
            label="Token"
            hint={
              <>
                of <code>wingman tokens add</code>; kept until this tab is closed. Leave it empty where the
                bot asks for none.
              </>
            }
            error={refused?.message}
          >
            {(control) => (
              <input
                {...control}
                type="password"
                autoComplete="off"
                value={token}
                onChange={(e) => setToken(e.target.value)}
              />
            )}
          </Field>
          <div>
            <Button type="submit" tone="primary">
              Connect to it
            </Button>
          </div>
        </form>
      </Card>
      <Known onConnect={onConnect} />
    </div>
  );
}

function Known({ onConnect }: { onConnect: (url: string) => void }) {
  const { wingmen } = useEndpoints();
  const [remembered, setRemembered] = useState(rememberedBots);
  const known = [...new Set([...remembered, ...wingmen])];
  return (
    <Card title="Known bots">
      {known.length === 0 ? (
        <EmptyState title="None yet">Bots appear here once you have connected to them.</EmptyState>
      ) : (
        <ul className={styles.known}>
          {known.map((url) => (
            <li key={url}>
              <span className={styles.url}>{url}</span>
              <Button size="s" onClick={() => onConnect(url)} aria-label={`Open ${url}`}>
                Open
              </Button>
              {remembered.includes(url) && (
                <Button
                  size="s"
                  tone="quiet"
                  aria-label={`Forget ${url}`}
                  onClick={() => {
                    forgetBot(url);
                    setRemembered(rememberedBots());
                  }}
                >
                  Forget
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
