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

  /** Nothing can be written unless it is given up. */
  isAllThereIs(): boolean {
    return this.room() < segment;
  }

  private room(): number {
    const { bavail, bsize } = statfsSync(this.directory);
    return bavail * bsize;
  }

  free(): void {
    rmSync(this.file, { force: true });
  }
}

/** Of the write-ahead log. */
const segment = 1024 * 1024;
const bytes = 8 * segment;
