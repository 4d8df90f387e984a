import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from './database.ts';
import { freshDirectory } from './embedded-place.ts';

/** For tests: a small file system of its own that can be really full. Only root may mount one. */
export class SmallDisk {
  readonly path = freshDirectory();

  constructor() {
    const options = 'size=64m,mode=0700';
    execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', this.path], { stdio: 'ignore' });
  }

  static get isPossible(): boolean {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
    try {
      new SmallDisk().remove();
      return true;
    } catch {
      return false;
    }
  }

  /** Takes all room there is, to the last byte. */
  fill(): void {
    const file = openSync(this.filler, 'w');
    try {
      for (let size = 1 << 20; size >= 1;) {
        try {
          writeSync(file, Buffer.alloc(size, 1));
        } catch (error) {
          if (codeOf(error) !== 'ENOSPC') throw error;
          size >>= 1;
        }
      }
    } finally {
      closeSync(file);
    }
  }

  empty(): void {
    rmSync(this.filler);
  }

  remove(): void {
    execFileSync('/bin/umount', ['-l', this.path], { stdio: 'ignore' });
    rmSync(this.path, { recursive: true, force: true });
  }

  private get filler(): string {
    return join(this.path, 'filler');
  }
}
