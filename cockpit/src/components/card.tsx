import type { ComponentProps, ReactNode } from 'react';
import styles from './card.module.css';

/** A part of a page with a heading of its own. */
export function Card({
  title,
  actions,
  children,
  className,
  ...props
}: Omit<ComponentProps<'section'>, 'title'> & { title?: ReactNode; actions?: ReactNode }) {
  return (
    <section {...props} className={[styles.card, className].filter(Boolean).join(' ')}>
      {title !== undefined && (
        <header className={styles.header}>
          <h2>{title}</h2>
          {actions}
        </header>
      )}
      {children}
    </section>
  );
}
