import { formatAiro } from '@airo/chain-types/model';
import styles from './money.module.css';

/** AIRO in words that a reader can compare: thousands apart, at most `digits` behind the point; the title is exact. */
export function Money({ airo, digits = 6 }: { airo: string | bigint; digits?: number }) {
  const exact = typeof airo === 'bigint' ? formatAiro(airo) : airo;
  return (
    <span className={styles.money} title={`${exact} AIRO`}>
      {shorten(exact, digits)}
      <span className={styles.unit}> AIRO</span>
    </span>
  );
}

/** "1234.5678" → "1,234.57" with 2 digits; what is not 0 never reads as 0. */
export function shorten(exact: string, digits: number): string {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(exact) ?? [];
  const significant = fraction.search(/[1-9]/);
  const keep = whole === '0' && significant >= digits ? significant + 1 : digits;
  const kept = fraction.slice(0, keep).replace(/0+$/, '');
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${kept && `.${kept}`}`;
}
