import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { type BotClient, createBotClient } from './bot-client.ts';
import { BotProvider, callerQuery, useBot } from './bot-context.tsx';
import { ConnectCard } from './connect-card.tsx';
import { DecisionsView } from './decisions-view.tsx';
import { EarningsView } from './earnings-view.tsx';
import { JobsView } from './jobs-view.tsx';
import { LiveView } from './live-view.tsx';
import { ModelsView } from './models-view.tsx';
import { PricingView } from './pricing-view.tsx';
import styles from './provider.module.css';
import { tokenOf } from './remembered.ts';
import { VIEWS, type View } from './search.ts';
import { StatusView } from './status-view.tsx';

const route = getRouteApi('/provider');

/** A provider's bot: how it is, what it asks and what it earns. */
export function ProviderPage() {
  const { bot } = route.useSearch();
  const navigate = route.useNavigate();
  const [token, setToken] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new token of the same bot makes a new client
  const client = useMemo(
    () => (bot === undefined ? null : createBotClient(bot, tokenOf(bot), (...request) => fetch(...request))),
    [bot, token],
  );
  const open = (url: string) => {
    setToken((n) => n + 1);
    void navigate({ to: '/provider', search: { bot: url } });
  };
  if (client === null) {
    return (
      <Page title="Provider" lead="The console of your Wingman: prices, jobs and earnings.">
        <ConnectCard onConnect={open} />
      </Page>
    );
  }
  return (
    <Page
      title="Provider"
      lead={client.url}
      actions={<Button onClick={() => void navigate({ to: '/provider', search: {} })}>Another bot</Button>}
    >
      <Console client={client} onConnect={open} key={token} />
    </Page>
  );
}

function Console({ client, onConnect }: { client: BotClient; onConnect: (url: string) => void }) {
  const caller = useQuery(callerQuery(client));
  const needsToken = (caller.error as { code?: string } | null)?.code === 'UNAUTHORISED';
  if (needsToken && caller.data === undefined) {
    return <ConnectCard onConnect={onConnect} url={client.url} refused={caller.error} />;
  }
  return (
    <QueryView query={caller} what="who you are to the bot">
      {({ name, role }) => (
        <BotProvider client={client} role={role}>
          <Who name={name} role={role} isAway={caller.error !== null} />
          <Views />
        </BotProvider>
      )}
    </QueryView>
  );
}

const MEANINGS = {
  viewer: 'This token reads only. Buttons that change something need an operator’s or owner’s token.',
  operator: 'This token runs the bot. Prices and limits need an owner’s token.',
  owner: 'This token may change everything.',
} as const;

function Who({ name, role, isAway }: { name: string; role: keyof typeof MEANINGS; isAway: boolean }) {
  const { connected } = useBot();
  return (
    <p className={styles.who}>
      <Badge tone={role === 'viewer' ? 'neutral' : 'accent'}>{role}</Badge>
      <span>
        {name === 'local'
          ? 'No token is asked for on this machine: you may change everything.'
          : MEANINGS[role]}
      </span>
      {(isAway || !connected) && (
        <span role="status">
          <Badge tone="warn">The bot is away: what you see may be old</Badge>
        </span>
      )}
    </p>
  );
}

function Views() {
  const { view = 'status' } = route.useSearch();
  const navigate = route.useNavigate();
  const content: Record<View, () => React.ReactNode> = {
    status: () => <StatusView />,
    pricing: () => <PricingView />,
    jobs: () => <JobsView />,
    decisions: () => <DecisionsView />,
    earnings: () => <EarningsView />,
    models: () => <ModelsView />,
    live: () => <LiveView />,
  };
  return (
    <Tabs
      label="Of the bot"
      value={view}
      onChange={(next: View) =>
        void navigate({ to: '/provider', search: (before) => ({ ...before, view: next }), replace: true })
      }
      tabs={Object.entries(VIEWS).map(([id, title]) => ({
        id: id as View,
        title,
        content: id === view ? content[id as View]() : null,
      }))}
    />
  );
}
