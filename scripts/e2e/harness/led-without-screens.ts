import { lastRound, stepOf, type StepState } from '../../../events/session/state.ts';
import type { Workshop } from '../../../events/session/workshop.ts';
import { until } from './condition.ts';
import { deskOf } from './desk-page.ts';
import { makeSession } from './made-session.ts';
import { PlayedRoom } from './played-room.ts';
import { SocketClient } from './socket-client.ts';

/** Plays a whole template by the desk's own next step, over sockets alone; gives the desk's line once it has ended. */
export async function ledWithoutScreens(url: string, workshop: Workshop): Promise<SocketClient> {
  const made = await makeSession(url, workshop.id, { title: workshop.title });
  const watch = new SocketClient({ url, session: made.session, token: made.tokens.facilitator });
  await watch.open();
  const room = await PlayedRoom.fill(watch, made, { people: 12, free: 0, freeRole: null });
  for (let { forward } = deskOf(watch); forward.do !== 'end'; { forward } = deskOf(watch)) {
    if (forward.do === 'read') throw new Error('Nothing leads on from here.');
    if (forward.do === 'close') await room.answer(stepNow(watch, forward.step));
    const ack = await watch.must(forward.do, { step: forward.step });
    // What is shown to others alone is not told to the desk, which goes on at once.
    const onward = forward.do === 'release' ? forward.onward : null;
    await told(watch, onward === null ? ack : await watch.must('go-to', { step: onward }));
  }
  await told(watch, await watch.must('end'));
  room.close();
  return watch;
}

async function told(watch: SocketClient, ack: { ok: boolean; position?: number }): Promise<void> {
  await until('the desk has been told', () => watch.position >= (ack.position ?? 0));
}

function stepNow(watch: SocketClient, id: string): StepState {
  const step = stepOf(watch.state, id);
  if (!step || !lastRound(step)) throw new Error(`${id} was expected to be open.`);
  return step;
}
