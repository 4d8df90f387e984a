import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Command, CommandOf } from '../events/session/command.ts';
import { fold } from '../events/session/fold.ts';
import type { SessionState } from '../events/session/state.ts';
import type { Workshop } from '../events/session/workshop.ts';
import { workshopOf, workshops } from '../events/workshops/index.ts';
import { protocol, type Ack, type ClientToServer, type ServerToClient } from '../events/wire.ts';
import { pretendPeople } from './pretend-people.ts';
import { startServer, type Running } from './start.ts';

let running: Running;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'parley-rehearsal-'));
  const started = await startServer({ config: { port: 0, host: '127.0.0.1', dataDirectory: directory, publicUrl: 'http://127.0.0.1' } });
  if ('refused' in started) throw new Error(started.sentence);
  running = started;
}, 60_000);

afterAll(async () => {
  await running.close();
  await rm(directory, { recursive: true, force: true });
});

interface Made {
  session: string;
  code: string;
  tokens: { facilitator: string };
}

async function post(path: string, body: unknown, bearer?: string): Promise<{ status: number; json: unknown }> {
  const headers = { 'content-type': 'application/json', ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }) };
  const response = await fetch(`${running.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, json: await response.json() };
}

async function make(workshop: string, rehearsal: unknown): Promise<Made> {
  const { status, json } = await post('/api/sessions', { workshop, title: 'A rehearsal', rehearsal }, running.hostKey);
  expect(status).toBe(201);
  return json as Made;
}

/** A desk that only clicks: everything it knows came over its own socket. */
class Desk {
  state: SessionState | null = null;
  private readonly socket: Socket<ServerToClient, ClientToServer>;
  private readonly session: string;

  constructor({ session, tokens }: Made) {
    this.session = session;
    const auth = { session, token: tokens.facilitator, after: 0, protocol };
    this.socket = io(running.url, { transports: ['websocket'], forceNew: true, auth });
    this.socket.on('events', ({ events }) => (this.state = fold(this.state, events)));
  }

  async does(command: Record<string, unknown>): Promise<Ack> {
    return await this.socket.emitWithAck('command', { id: randomUUID(), ...command } as Command);
  }

  async manages(command: Record<string, unknown>): Promise<void> {
    const ack = await this.does(command);
    expect(ack).toMatchObject({ ok: true });
    const position = ack.ok ? (ack.position ?? 0) : 0;
    await vi.waitFor(() => expect(this.state?.position).toBeGreaterThanOrEqual(position), waiting);
    await this.phonesAreDone(position);
  }

  /** Until every phone knows of this position and has done whatever it means to do about it. */
  async phonesAreDone(position: number): Promise<void> {
    await vi.waitFor(() => {
      const phones = running.rehearsals.of(this.session);
      expect(phones.filter((phone) => phone.isBusy || (command(position) && phone.position < position))).toEqual([]);
    }, waiting);
  }

  close(): void {
    this.socket.disconnect();
  }
}

const waiting = { timeout: 15_000, interval: 5 };
const command = (position: number): boolean => position > 0;

/** Opens, closes and shows every step in order, as a facilitator would who never stops to talk. */
async function play(workshop: Workshop, phones: number, seed: number): Promise<SessionState> {
  const made = await make(workshop.id, { phones, seed, pace: 0 });
  const desk = new Desk(made);
  const coming = pretendPeople(workshop, phones, seed).length;
  await vi.waitFor(() => expect(desk.state?.participants.size).toBe(coming), waiting);
  for (const { step } of desk.state?.steps ?? []) {
    await desk.manages({ type: 'open', step: step.id });
    await desk.manages({ type: 'close', step: step.id });
    if (step.hold !== true) await desk.manages({ type: 'release', step: step.id });
    if ((step.rounds ?? 1) > 1) {
      await desk.manages({ type: 'again', step: step.id });
      await desk.manages({ type: 'close', step: step.id });
      await desk.manages({ type: 'release', step: step.id });
    }
  }
  await desk.manages({ type: 'end' });
  desk.close();
  if (!desk.state) throw new Error('A desk that has done all this was told something.');
  return desk.state;
}

/** What the room said, without the random names of its cards. */
function said({ steps }: SessionState): unknown {
  const text = JSON.stringify(steps.map((step) => step.rounds.map(({ result, counts }) => [counts, result?.tally ?? null])));
  return text;
}

test('S20 a rehearsal runs to its end with phones that only pretend, every round of it shown', async () => {
  const workshop = workshopOf('calibration-prep');
  if (!workshop) throw new Error('There is such a template.');
  const state = await play(workshop, 11, 1);
  const phases = state.steps.flatMap((step) => step.rounds.map((round) => round.phase));
  expect(new Set(phases)).toEqual(new Set(['released']));
  expect([...state.participants.values()].every(({ pretend }) => pretend)).toBe(true);
}, 60_000);
