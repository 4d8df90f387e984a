import { existsSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A file that is there to be deleted: on a full disk it gives back the room in which what is under
 * way can be finished and the database be opened again. Synchronous, because `health` is.
 */
export class Ballast {
  private readonly file: string;
  private readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
    this.file = join(directory, 'ballast');
  }

  /** Makes the file unless it is there; says whether there is room to write besides. */
  keep(): boolean {
    const room = this.room();
    if (room === null) return false;
    if (existsSync(this.file)) return room >= bytes;
    if (room < 2 * bytes) return false;
    try {
      writeFileSync(this.file, Buffer.alloc(bytes), { mode: 0o600 });
      return true;
    } catch {
      this.free();
      return false;
    }
  }

  /** Why nothing can be written, unless perhaps by giving it up; null while something can. */
  hindrance(): string | null {
    const room = this.room();
    if (room === null) return 'the data directory is gone';
    return room < segment ? noRoom : null;
  }

  /** Null when the directory cannot be asked: a disk may be pulled out. */
  private room(): number | null {
    try {
      const { bavail, bsize } = statfsSync(this.directory);
      return bavail * bsize;
    } catch {
      return null;
    }
  }

  free(): void {
    rmSync(this.file, { force: true });
  }
}

export const noRoom = 'the disk is full';

/** Of the write-ahead log. */
const segment = 1024 * 1024;
const bytes = 8 * segment;
