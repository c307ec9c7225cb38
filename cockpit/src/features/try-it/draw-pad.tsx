import type { PictureInput } from '@airo/wingman/schemas';
import { type PointerEvent, useEffect, useRef } from 'react';
import { Button } from '../../components/button.tsx';
import { drawnFor, type Picture } from './picture.ts';
import styles from './try-it.module.css';

const SIDE = 280;
const PEN = 20;

/** White on black, by mouse, finger or pen; whoever can't draw takes a file or a test picture. */
export function DrawPad({
  input,
  onPicture,
}: {
  input: PictureInput;
  onPicture: (picture: Picture) => void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const clear = () => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    context.fillStyle = '#000';
    context.fillRect(0, 0, SIDE, SIDE);
  };
  useEffect(clear, []);
  const draw = (event: PointerEvent<HTMLCanvasElement>) => {
    const context = canvas.current?.getContext('2d');
    if (!context || event.buttons === 0) return;
    const scale = SIDE / event.currentTarget.getBoundingClientRect().width;
    const [x, y] = [event.nativeEvent.offsetX * scale, event.nativeEvent.offsetY * scale];
    context.strokeStyle = '#fff';
    context.lineWidth = PEN;
    context.lineCap = 'round';
    context.beginPath();
    context.moveTo(x - event.movementX * scale, y - event.movementY * scale);
    context.lineTo(x, y);
    context.stroke();
  };
  const finish = () => {
    if (canvas.current) onPicture({ name: 'your drawing', pixels: drawnFor(canvas.current, input) });
  };
  return (
    <div className={styles.pad}>
      <canvas
        ref={canvas}
        width={SIDE}
        height={SIDE}
        className={styles.draw}
        role="img"
        aria-label="Drawing area"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          draw(event);
        }}
        onPointerMove={draw}
        onPointerUp={finish}
      />
      <Button size="s" onClick={clear}>
        Clear
      </Button>
    </div>
  );
}
