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
    const { bavail, bsize } = statfsSync(this.directory);
    if (existsSync(this.file)) return bavail * bsize >= bytes;
    if (bavail * bsize < 2 * bytes) return false;
    try {
      writeFileSync(this.file, Buffer.alloc(bytes), { mode: 0o600 });
      return true;
    } catch {
      this.free();
      return false;
    }
  }

  free(): void {
    rmSync(this.file, { force: true });
  }
}

/** Eight times a segment of the write-ahead log. */
const bytes = 8 * 1024 * 1024;
