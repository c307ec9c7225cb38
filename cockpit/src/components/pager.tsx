import { Button } from './button.tsx';
import styles from './pager.module.css';

/** Turns the pages of a long list, of which one is shown at a time. @param what "providers": what is paged */
export function Pager({
  what,
  first,
  shown,
  back,
  next,
}: {
  what: string;
  /** Number of the first row shown, from 1. */
  first: number;
  shown: number;
  back: (() => void) | undefined;
  next: (() => void) | undefined;
}) {
  return (
    <nav className={styles.pager} aria-label={`Pages of ${what}`}>
      <Button size="s" onClick={back} disabled={!back}>
        Previous
      </Button>
      <span role="status">
        {first.toLocaleString('en')} to {(first + shown - 1).toLocaleString('en')}
      </span>
      <Button size="s" onClick={next} disabled={!next}>
        Next
      </Button>
    </nav>
  );
}
