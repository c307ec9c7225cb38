import type { PictureInput } from '@airo/wingman/schemas';
import { useState } from 'react';
import { ErrorState } from '../../components/state.tsx';
import { type Picture, pictureOfFile } from './picture.ts';
import styles from './try-it.module.css';

/** Files by choice or drop. */
export function PictureDrop({
  input,
  multiple = false,
  onPictures,
}: {
  input: PictureInput;
  multiple?: boolean;
  onPictures: (pictures: readonly Picture[]) => void;
}) {
  const [failure, setFailure] = useState<unknown>();
  const take = async (files: FileList | null) => {
    setFailure(undefined);
    const chosen = [...(files ?? [])].slice(0, multiple ? undefined : 1);
    if (chosen.length === 0) return;
    try {
      onPictures(await Promise.all(chosen.map((file) => pictureOfFile(file, input))));
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <div className={styles.stack}>
      <label
        className={styles.drop}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          void take(event.dataTransfer.files);
        }}
      >
        <span>{multiple ? 'Drop pictures here, or choose them' : 'Drop a picture here, or choose one'}</span>
        <input
          type="file"
          accept="image/*"
          multiple={multiple}
          onChange={(event) => void take(event.target.files)}
        />
      </label>
      {failure !== undefined && <ErrorState error={failure} />}
    </div>
  );
}
