import { restBreakerSchema, restHealthSchema } from '@airo/wingman/schemas';
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { Address } from '../../components/address.tsx';
import { Badge } from '../../components/badge.tsx';
import { Card } from '../../components/card.tsx';
import { Facts } from '../../components/facts.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { ErrorState } from '../../components/state.tsx';
import { ago, Time } from '../../components/time.tsx';
import { ActionButton, useAction } from './action-button.tsx';
import { useBot } from './bot-context.tsx';
import styles from './provider.module.css';

type Health = z.output<typeof restHealthSchema>;
const percent = (share: number) => `${Math.round(share * 100)} %`;

/** Whether it works, how full it is, and whether it bids. */
export function StatusView() {
  const { one } = useBot();
  const health = useQuery(one('/v1/health', restHealthSchema));
  return (
    <QueryView query={health} what="the bot’s state" rows={6}>
      {(now) => (
        <div className={styles.cards}>
          <BiddingCard health={now} />
          <CapacityCard health={now} />
          <BreakerCard />
        </div>
      )}
    </QueryView>
  );
}

const MODES = {
  running: ['good', 'Bidding'],
  paused: ['warn', 'Paused'],
  draining: ['warn', 'Draining'],
} as const;

function BiddingCard({ health: { ok, reasons, bidding, account, head } }: { health: Health }) {
  const { may } = useBot();
  const action = useAction(z.unknown());
  const [tone, text] = MODES[bidding.mode];
  return (
    <Card title="Bot" actions={<Badge tone={ok ? tone : 'bad'}>{ok ? text : 'Not ready'}</Badge>}>
      {!ok && (
        <ul className={styles.reasons}>
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      <Facts
        items={[
          ['Account', <Address key="a" address={account} />],
          ['Best block', head.toLocaleString('en')],
          [
            text,
            bidding.since === 0 ? (
              'since its first start'
            ) : (
              <>
                since <Time at={bidding.since} />
              </>
            ),
          ],
          ['Open orders', bidding.openOrders],
          ['Open agreements', bidding.openAgreements],
          ...(bidding.mode === 'running'
            ? []
            : [['Safe to stop', bidding.safeToStop ? 'yes' : 'not yet: it has work left'] as const]),
        ]}
      />
      {may('operator') && (
        <div className={styles.actions}>
          {bidding.mode === 'running' ? (
            <ActionButton action={action} path="/v1/pause">
              Pause
            </ActionButton>
          ) : (
            <ActionButton action={action} path="/v1/resume" tone="primary">
              Resume
            </ActionButton>
          )}
          {bidding.mode !== 'draining' && (
            <ActionButton action={action} path="/v1/drain" body={{ stop: false }}>
              Drain
            </ActionButton>
          )}
        </div>
      )}
      <p className={styles.note}>
        Pause makes no new bids and serves what was won. Drain does too, and says when it is safe to stop; the
        process stays.
      </p>
      {action.error && <ErrorState error={action.error} />}
    </Card>
  );
}

function CapacityCard({ health: { capacityUsed, queues } }: { health: Health }) {
  return (
    <Card title="Capacity and queues">
      <div>
        <div className={styles.meterHead}>
          <span id="sold">Sold capacity</span>
          <strong>{percent(capacityUsed)}</strong>
        </div>
        <meter className={styles.meter} aria-labelledby="sold" min={0} max={1} value={capacityUsed} />
      </div>
      <Facts
        items={[
          ['Waiting or running inferences', queues.inference],
          ['Answers being published', queues.publish],
          ['Settlements under way', queues.settle],
        ]}
      />
    </Card>
  );
}

const BREAKERS = {
  closed: ['good', 'closed: bids are made'],
  halfOpen: ['warn', 'half open: one bid is tried'],
  open: ['bad', 'open: no bids'],
} as const;

function BreakerCard() {
  const { one, may } = useBot();
  const breakers = useQuery(one('/v1/breaker', z.array(restBreakerSchema)));
  const action = useAction(z.unknown());
  return (
    <Card title="Circuit breakers">
      <QueryView query={breakers} what="the breakers">
        {(all) => (
          <ul className={styles.breakers}>
            {(all.length === 0
              ? [{ model: null, state: 'closed' as const, until: null, faults: [] }]
              : all
            ).map(({ model, state, until, faults }) => {
              const [tone, text] = BREAKERS[state];
              const name = model === null ? 'All models' : `Model ${model}`;
              return (
                <li key={model ?? 'all'}>
                  <strong>{name}</strong>
                  <Badge tone={tone}>{text}</Badge>
                  {faults.length > 0 && <span>{faults.length} faults counted</span>}
                  {until !== null && <span>tries again {ago(until - Date.now())}</span>}
                  {may('operator') && state !== 'closed' && (
                    <ActionButton
                      action={action}
                      path="/v1/breaker/reset"
                      body={model === null ? {} : { model }}
                      label={`Reset the breaker of ${name}`}
                    >
                      Reset
                    </ActionButton>
                  )}
                </li>
              );
            })}
          </ul>
        )}
      </QueryView>
      <p className={styles.note}>
        Too many failures, time-outs or a slash stop bids; what was won is served on.
      </p>
      {action.error && <ErrorState error={action.error} />}
    </Card>
  );
}
