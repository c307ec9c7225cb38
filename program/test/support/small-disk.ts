import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MIB = 1024 * 1024;
const SMALLEST = 512;

export interface SmallDisk {
  readonly folder: string;
  /** Leaves so many MiB free. */
  fill(leftMib: number): void;
  /** Frees what `fill` took. */
  empty(): void;
  close(): void;
}

/** A file system of its own in memory. null, with the reason printed, where this process may not mount one. */
export function mountSmallDisk(sizeMib: number): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), 'airo-small-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMib}m`, 'tmpfs', folder], { stdio: 'pipe' });
  } catch (error) {
    rmSync(folder, { recursive: true });
    process.stderr.write(
      `skipped: a full disk needs a file system to be mounted (${(error as Error).message})\n`,
    );
    return null;
  }
  const ballast = join(folder, 'ballast');
  const free = () => {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  };
  return {
    folder,
    fill(leftMib) {
      const more = free() - leftMib * MIB;
      try {
        for (let left = more; left > 0; left -= MIB)
          appendFileSync(ballast, Buffer.alloc(Math.min(MIB, left)));
        // To the last byte: what others take meanwhile is counted as well.
        while (leftMib === 0) appendFileSync(ballast, Buffer.alloc(SMALLEST));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    },
    empty: () => rmSync(ballast, { force: true }),
    close() {
      execFileSync('umount', ['-l', folder], { stdio: 'pipe' });
      rmSync(folder, { recursive: true });
    },
  };
}
