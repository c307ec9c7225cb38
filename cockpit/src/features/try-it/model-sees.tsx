import type { PictureInput } from '@airo/wingman/schemas';
import { useEffect, useRef } from 'react';
import { type Picture, toRgba } from './picture.ts';
import styles from './try-it.module.css';

/** The picture pixel for pixel as the model gets it. */
export function ModelSees({
  picture,
  input,
  small,
}: {
  picture: Picture;
  input: PictureInput;
  small?: boolean;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const rgba = toRgba(picture, input.channels);
    canvas.current?.getContext('2d')?.putImageData(new ImageData(rgba, input.width, input.height), 0, 0);
  }, [picture, input]);
  return (
    <canvas
      ref={canvas}
      width={input.width}
      height={input.height}
      className={small ? styles.thumb : styles.sees}
      role="img"
      aria-label={`${picture.name} as the model sees it: ${input.width} × ${input.height} pixels`}
    />
  );
}
