import type { modelSchema } from '@airo/indexer/schemas';
import { Link } from '@tanstack/react-router';
import type { z } from 'zod';
import { Address } from '../../components/address.tsx';
import { Badge } from '../../components/badge.tsx';
import { Money, shorten } from '../../components/money.tsx';
import { Sparkline } from '../../components/sparkline.tsx';
import styles from './catalogue.module.css';

export type Model = z.output<typeof modelSchema>;

export const STATUS_TONES = { listed: 'good', draft: 'warn', retired: 'neutral', removed: 'bad' } as const;
export const STATUS_WORDS = {
  listed: 'for sale',
  draft: 'not yet attested',
  retired: 'retired',
  removed: 'removed',
} as const;

export const nameOf = ({ id, manifest }: Pick<Model, 'id' | 'manifest'>): string =>
  manifest?.name ?? `Model ${id}`;

/** One model: what it does, what it costs, who runs it. */
export function ModelCard({ model }: { model: Model }) {
  const { manifest, status } = model;
  return (
    <article className={styles.card}>
      <header className={styles.top}>
        <h2>
          <Link to="/models/$model" params={{ model: model.id }} className={styles.title}>
            {nameOf(model)}
          </Link>
        </h2>
        <Badge tone={STATUS_TONES[status]}>{STATUS_WORDS[status]}</Badge>
      </header>
      <p className={styles.description}>
        {manifest?.description ?? 'Its description was not found on Dx yet.'}
      </p>
      {manifest && manifest.tags.length > 0 && (
        <ul className={styles.tags} aria-label="Tags">
          {manifest.tags.map((tag) => (
            <li key={tag}>
              <Link to="/" search={{ tag }} className={styles.tag}>
                {tag}
              </Link>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.price}>
        <div>
          <div className={styles.label}>Last price of an inference</div>
          <strong className={styles.figure}>
            {model.lastPrice === null ? 'not sold yet' : <Money airo={model.lastPrice} />}
          </strong>
        </div>
        <PriceHistory prices={model.prices} />
      </div>
      <dl className={styles.facts}>
        <Fact name="Royalty of each">
          <Money airo={model.royalty} />
        </Fact>
        <Fact name="Fastest p95">{measured(model.bestP95Ms)}</Fact>
        <Fact name="Offered by">{providers(model.providers)}</Fact>
        <Fact name="Sold">{model.sold.toLocaleString('en')} inferences</Fact>
        <Fact name="Attested by">{attestedBy(model)}</Fact>
        <Fact name="Owner" wide>
          {model.owner === null ? 'nobody' : <Address address={model.owner} />}
        </Fact>
      </dl>
    </article>
  );
}

const providers = (count: number): string =>
  count === 0 ? 'nobody now' : `${count.toLocaleString('en')} ${count === 1 ? 'provider' : 'providers'}`;

/** Who vouched for the file; what a chain began with was vouched for by whoever made its first block. */
export function attestedBy({ attestations, registeredBlock }: Model): string {
  if (attestations > 0) return providers(attestations);
  return registeredBlock === 0 ? 'the genesis block' : 'nobody yet';
}

/** A provider that has not measured itself yet says 0. */
export const measured = (ms: number | null): string => (ms ? `${ms} ms` : 'not measured');

function Fact({ name, wide = false, children }: { name: string; wide?: boolean; children: React.ReactNode }) {
  return (
    <div className={wide ? styles.wide : undefined}>
      <dt className={styles.label}>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function PriceHistory({ prices }: { prices: Model['prices'] }) {
  const [first] = prices;
  const last = prices.at(-1);
  if (!first || !last) return null;
  const label =
    prices.length === 1
      ? `price of its only agreement: ${shorten(last.price, 6)} AIRO`
      : `prices of its last ${prices.length} agreements: from ${shorten(first.price, 6)} to ${shorten(last.price, 6)} AIRO`;
  return <Sparkline values={prices.map(({ price }) => Number(price))} label={label} />;
}
