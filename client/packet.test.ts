import { describe, expect, it } from 'vitest';
import { Decoder, Encoder, PacketType, type Packet } from 'socket.io-parser';
import { hello, question, readPacket } from './packet.ts';

/** As the library on the server writes and reads them, behind the digit that Engine.IO puts before a message. */
function written(packet: Packet): string {
  return `4${String(new Encoder().encode(packet)[0])}`;
}

function read(text: string): Packet {
  const read: Packet[] = [];
  const decoder = new Decoder();
  decoder.on('decoded', (packet: Packet) => read.push(packet));
  decoder.add(text.slice(1));
  const packet = read[0];
  if (!packet) throw new Error(`The server would not read ${text}.`);
  return packet;
}

describe('packets', () => {
  it('are read as the server writes them', () => {
    expect(
      readPacket('0{"sid":"a","upgrades":[],"pingInterval":10000,"pingTimeout":8000,"maxPayload":32768}'),
    ).toEqual({
      is: 'open',
      silenceMaxMs: 18_000,
    });
    expect(readPacket('2')).toEqual({ is: 'ping' });
    expect(readPacket('6')).toEqual({ is: 'nothing' });
    expect(readPacket(written({ type: PacketType.CONNECT, nsp: '/', data: { sid: 'b' } }))).toEqual({
      is: 'welcome',
    });
    expect(readPacket(written({ type: PacketType.DISCONNECT, nsp: '/' }))).toEqual({ is: 'goodbye' });
    const why = { message: 'no-token', data: { code: 'no-token', message: 'Join again.' } };
    expect(readPacket(written({ type: PacketType.CONNECT_ERROR, nsp: '/', data: why }))).toEqual({
      is: 'refused',
      why,
    });
  });

  it('carry events and answers with any text in them', () => {
    const message = { from: 1, to: 2, head: '4"2\n', events: [{ text: '42["x"] \u2028 🙂' }] };
    expect(readPacket(written({ type: PacketType.EVENT, nsp: '/', data: ['events', message] }))).toEqual({
      is: 'event',
      name: 'events',
      message,
    });
    expect(
      readPacket(written({ type: PacketType.ACK, nsp: '/', id: 12, data: [{ ok: true, position: 7 }] })),
    ).toEqual({
      is: 'answer',
      id: 12,
      answer: { ok: true, position: 7 },
    });
  });

  it('are written as the server reads them', () => {
    const handshake = { session: 's-1', token: 't', after: 0, protocol: 1 };
    expect(read(hello(handshake))).toMatchObject({ type: PacketType.CONNECT, nsp: '/', data: handshake });
    expect(read(question(3, 'command', { type: 'pass' }))).toMatchObject({
      type: PacketType.EVENT,
      nsp: '/',
      id: 3,
      data: ['command', { type: 'pass' }],
    });
  });
});
