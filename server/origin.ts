import { hostname, networkInterfaces } from 'node:os';

/**
 * Which pages may talk to this server: those it served itself, under a name it really has. A page elsewhere that
 * guesses the address, and a name elsewhere that was pointed at it, have another Origin or another Host.
 */
export function originAllowed(
  origin: string | undefined,
  host: string | undefined,
  publicUrl: string,
): boolean {
  // Programs that are no browsers send none; a browser always does where it matters.
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  // Behind a proxy the Host may be the proxy's own business.
  if (origin === publicUrl) return true;
  const { protocol, host: from, hostname: name } = new URL(origin);
  if (!/^https?:$/u.test(protocol) || host === undefined || from !== withoutDefaultPort(host, protocol))
    return false;
  return ownNames(publicUrl).has(name.toLowerCase());
}

function withoutDefaultPort(host: string, protocol: string): string {
  return URL.canParse(`${protocol}//${host}`) ? new URL(`${protocol}//${host}`).host : host;
}

function ownNames(publicUrl: string): Set<string> {
  const machine = hostname().toLowerCase();
  const names = ['localhost', '127.0.0.1', '[::1]', machine, `${machine}.local`, new URL(publicUrl).hostname];
  for (const addresses of Object.values(networkInterfaces())) {
    for (const { address, family } of addresses ?? [])
      names.push(family === 'IPv6' ? `[${address}]` : address);
  }
  return new Set(names);
}
