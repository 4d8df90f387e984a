import { request as overHttp, type IncomingMessage } from 'node:http';
import { request as overHttps } from 'node:https';
import { networkInterfaces } from 'node:os';
import type { House } from './house.ts';

/** Where a request came from. What a proxy says counts only where the operator says that there is one. */
export function addressOf(request: IncomingMessage, { trustProxy }: Pick<House, 'trustProxy'>): string {
  const forwarded = trustProxy
    ? String(request.headers['x-forwarded-for'] ?? '')
        .split(',')
        .at(-1)
        ?.trim()
    : '';
  return forwarded || (request.socket.remoteAddress ?? 'unknown');
}

export interface Listening {
  port: number;
  secure: boolean;
  /** what only this very process answers at /healthz */
  instance: string;
}

/** An address of this machine at which other machines should reach this process; asked, not guessed. */
export async function findAddress(listening: Listening): Promise<string | null> {
  for (const address of candidates()) {
    const url = `${listening.secure ? 'https' : 'http'}://${address}:${listening.port}`;
    if (await answersAt(url, listening.instance)) return url;
  }
  return null;
}

/** Where else this machine may be reached, if it is known by a number: a name was chosen by someone who knows better. */
export function otherAddresses(publicUrl: string): string[] {
  const { protocol, hostname, port } = new URL(publicUrl);
  if (!/^[\d.]+$/u.test(hostname)) return [];
  return candidates()
    .filter((address) => address !== hostname)
    .map((address) => `${protocol}//${address}${port === '' ? '' : `:${port}`}`);
}

/** Addresses of a home or office network first; those of containers and tunnels mostly look alike and come last. */
export function candidates(): string[] {
  const found = Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
    (addresses ?? []).flatMap(({ address, family, internal }) =>
      internal || family !== 'IPv4' || address.startsWith('169.254.')
        ? []
        : [{ address, rank: rankOf(name, address) }],
    ),
  );
  return found.toSorted((one, other) => one.rank - other.rank).map(({ address }) => address);
}

function rankOf(name: string, address: string): number {
  if (/^(?:docker|br-|veth|virbr|vmnet|vboxnet|utun|tun|tap|wg|tailscale|zt)/u.test(name)) return 9;
  if (address.startsWith('192.168.')) return 0;
  if (address.startsWith('10.')) return 1;
  return /^172\.(?:1[6-9]|2\d|3[01])\./u.test(address) ? 2 : 3;
}

const answerWithinMs = 1_000;

async function answersAt(url: string, instance: string): Promise<boolean> {
  return await new Promise((done) => {
    const options = { timeout: answerWithinMs, rejectUnauthorized: false, agent: false as const };
    const ask = url.startsWith('https:') ? overHttps : overHttp;
    const request = ask(`${url}/healthz`, options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.on('end', () => done(text.includes(instance)));
      response.on('error', () => done(false));
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => done(false));
    request.end();
  });
}
