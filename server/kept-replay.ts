import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReplayParts } from '../events/views/document-file.ts';

/** What a kept file carries besides what was said: the replay's script and style, as the build left them. */
export type KeptReplay = Pick<ReplayParts, 'script' | 'scriptDigest' | 'style'>;

/** Read when it is first asked for, and then kept; null where nothing was built, as when tests start a server. */
export function keptReplayIn(directory: string | undefined): () => Promise<KeptReplay | null> {
  let read: Promise<KeptReplay | null> | null = null;
  return async () => {
    if (directory === undefined) return null;
    read ??= readParts(directory);
    return await read;
  };
}

async function readParts(directory: string): Promise<KeptReplay | null> {
  try {
    const [script, style] = await Promise.all(
      ['replay.js', 'replay.css'].map((name) => readFile(join(directory, name), 'utf8')),
    );
    if (script === undefined || style === undefined) return null;
    return { script, style, scriptDigest: `sha256-${hash('sha256', script, 'base64')}` };
  } catch {
    return null;
  }
}
