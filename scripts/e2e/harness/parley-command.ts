import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { house } from '../../setup.mjs';

/** `npm run parley` as a process of its own, on a data directory. */

export interface Said {
  exit: number;
  out: string;
  err: string;
}

export async function parley(dataDirectory: string, ...argv: string[]): Promise<Said> {
  const program = [join(house, 'scripts/parley.mjs'), ...argv];
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, DATA_DIR: dataDirectory, HOST: '127.0.0.1', PORT: '0' };
  return await new Promise((done) => {
    execFile(process.execPath, program, { cwd: house, env }, (error, out, err) => {
      done({ exit: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, out, err });
    });
  });
}

/** Where nothing but yes is expected. */
export async function mustParley(dataDirectory: string, ...argv: string[]): Promise<string> {
  const { exit, out, err } = await parley(dataDirectory, ...argv);
  if (exit !== 0) throw new Error(`parley ${argv.join(' ')} ended with ${exit}: ${out}${err}`);
  return out;
}
