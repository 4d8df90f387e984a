import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

/**
 * The doors and what they load, from dist/client and nowhere else: names are looked up, never joined from what a
 * request says. Compressed copies stand beside each file since the build.
 */

export interface Served {
  bytes: Buffer;
  headers: Record<string, string>;
}

/** Which page stands behind a path. */
const doors: readonly [pattern: RegExp, page: string][] = [
  [/^\/$/u, 'home'],
  [/^\/(?:join|phone)(?:\/[\w-]{1,64})?$/u, 'phone'],
  [/^\/j(?:\/[^/]{1,20})?$/u, 'phone'],
  [/^\/stage\/[\w-]{1,64}$/u, 'stage'],
  [/^\/desk\/[\w-]{1,64}$/u, 'desk'],
  [/^\/replay\/[\w-]{1,64}$/u, 'replay'],
  [/^\/gallery$/u, 'gallery'],
];

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

export function pageAt(path: string): string | null {
  return doors.find(([pattern]) => pattern.test(path))?.[1] ?? null;
}

export class Pages {
  private readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
  }

  async page(name: string, accepts: string): Promise<Served | null> {
    return await this.read(`${name}.html`, { accepts, caching: 'no-store' });
  }

  /** Files whose name holds a digest of their content never change. */
  async asset(path: string, accepts: string): Promise<Served | null> {
    if (/^\/assets\/[\w.-]{1,120}$/u.test(path)) {
      return await this.read(path.slice(1), { accepts, caching: 'public, max-age=31536000, immutable' });
    }
    const isPlain = /^\/[\w-]{1,60}\.\w{2,12}$/u.test(path) && !path.endsWith('.html');
    return isPlain ? await this.read(path.slice(1), { accepts, caching: 'public, max-age=3600' }) : null;
  }

  private async read(
    file: string,
    { accepts, caching }: { accepts: string; caching: string },
  ): Promise<Served | null> {
    const type = types[extname(file)];
    if (type === undefined) return null;
    const headers = { 'content-type': type, 'cache-control': caching, vary: 'accept-encoding' };
    for (const [encoding, suffix] of [
      ['br', '.br'],
      ['gzip', '.gz'],
    ] as const) {
      if (!new RegExp(`\\b${encoding}\\b`, 'u').test(accepts)) continue;
      const packed = await this.bytes(file + suffix);
      if (packed) return { bytes: packed, headers: { ...headers, 'content-encoding': encoding } };
    }
    const bytes = await this.bytes(file);
    return bytes && { bytes, headers };
  }

  private async bytes(file: string): Promise<Buffer | null> {
    try {
      return await readFile(join(this.directory, file));
    } catch {
      return null;
    }
  }
}
