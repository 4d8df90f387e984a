import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A page that loads as much script as a phone may, and then only says that it has. */
export class BarePage {
  static readonly ready = 'Everything is here';
  readonly url: string;
  private readonly server: Server;

  private constructor(server: Server) {
    this.server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  static async serve(): Promise<BarePage> {
    // Random, so that it is as long on the line as it says, and no compression helps.
    const padding = randomBytes(24 * 1024).toString('base64');
    const script = `document.body.textContent = '${BarePage.ready}'; // ${padding}`;
    const page =
      '<!doctype html><title>Bare</title><body><script type="module" src="/bare.js"></script></body>';
    const server = createServer((request, response) => {
      const isScript = request.url === '/bare.js';
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
      response.end(isScript ? script : page);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return new BarePage(server);
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
