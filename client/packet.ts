import type { Handshake } from '../events/wire.ts';

/**
 * The part of the Socket.IO protocol (revision 5, over Engine.IO 4) that this house speaks: one websocket, one
 * namespace, JSON, acknowledgements. The library itself was tried and left out of the pages: polling, upgrades,
 * binary parts and reconnecting its own way are 11 of the 32 kB that a phone may load before its first vote.
 */

export type Packet =
  /** the websocket is open; without a word for this long, it is dead */
  | { is: 'open'; silenceMaxMs: number }
  | { is: 'ping' }
  /** the handshake was accepted */
  | { is: 'welcome' }
  | { is: 'refused'; why: unknown }
  | { is: 'event'; name: string; message: unknown }
  | { is: 'answer'; id: number; answer: unknown }
  | { is: 'goodbye' }
  | { is: 'nothing' };

export const pong = '3';

export function hello(handshake: Handshake): string {
  return `40${JSON.stringify(handshake)}`;
}

export function question(id: number, name: string, message: unknown): string {
  return `42${id}${JSON.stringify([name, message])}`;
}

export function readPacket(text: string): Packet {
  const [, kind = '', id = '', json = ''] = /^(4[0-4]|\d)(\d*)(.*)$/su.exec(text) ?? [];
  switch (kind) {
    case '0':
      return {
        is: 'open',
        silenceMaxMs: silenceOf(JSON.parse(json) as { pingInterval: number; pingTimeout: number }),
      };
    case '2':
      return { is: 'ping' };
    case '40':
      return { is: 'welcome' };
    case '42': {
      const [name, message] = JSON.parse(json) as [string, unknown];
      return { is: 'event', name, message };
    }
    case '43':
      return { is: 'answer', id: Number(id), answer: (JSON.parse(json) as unknown[])[0] };
    case '44':
      return { is: 'refused', why: JSON.parse(json) };
    case '1':
    case '41':
      return { is: 'goodbye' };
  }
  return { is: 'nothing' };
}

function silenceOf(opened: { pingInterval: number; pingTimeout: number }): number {
  return opened.pingInterval + opened.pingTimeout;
}
