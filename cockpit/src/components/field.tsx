import { type ReactNode, useId } from 'react';
import styles from './field.module.css';

/** A labelled control with a hint and what is wrong with its value. `children` gets the ids that tie them together. */
export function Field({
  label,
  hint,
  error,
  children,
}: {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  children: (control: {
    id: string;
    className: string | undefined;
    'aria-describedby': string | undefined;
    'aria-invalid': boolean;
  }) => ReactNode;
}) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        className: styles.control,
        'aria-describedby': note === undefined ? undefined : `${id}-note`,
        'aria-invalid': error !== undefined,
      })}
      {note !== undefined && (
        <div id={`${id}-note`} className={error === undefined ? styles.hint : styles.error}>
          {note}
        </div>
      )}
    </div>
  );
}
