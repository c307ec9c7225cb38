import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import styles from './button.module.css';

interface ButtonProps extends ComponentProps<'button'> {
  readonly tone?: 'plain' | 'primary' | 'danger' | 'quiet';
  readonly size?: 'm' | 's';
  /** Lets the child be the button: a link that looks like one. */
  readonly asChild?: boolean;
}

export function Button({ tone = 'plain', size = 'm', asChild = false, className, ...props }: ButtonProps) {
  const Element = asChild ? Slot.Root : 'button';
  const classes = [styles.button, styles[tone], styles[size], className].filter(Boolean).join(' ');
  return <Element {...(asChild ? {} : { type: 'button' as const })} {...props} className={classes} />;
}
