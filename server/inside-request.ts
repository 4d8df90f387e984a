import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';

/** A call from this process to itself: its own certificate is for its public name, not for the way inside. */

export interface InsideCall {
  url: string;
  bearer: string;
  /** sent as JSON; without one it is a GET */
  body?: unknown;
}

export async function callInside({
  url,
  bearer,
  body,
}: InsideCall): Promise<{ status: number; text: string }> {
  return await new Promise((answered, failed) => {
    const ask = url.startsWith('https:') ? overHttps : overHttp;
    const json = body === undefined ? null : JSON.stringify(body);
    const options = {
      method: json === null ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${bearer}`,
        ...(json !== null && { 'content-type': 'application/json' }),
      },
      rejectUnauthorized: false,
      agent: false as const,
    };
    const request = ask(url, options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.on('end', () => answered({ status: response.statusCode ?? 0, text }));
      response.on('error', failed);
    });
    request.on('error', failed);
    request.end(json ?? undefined);
  });
}
