import type { SessionEvent } from '../../../events/session/event.ts';
import { fold } from '../../../events/session/fold.ts';
import { person, Story } from '../../../events/session/story.ts';
import { workshopWith, scaleStep } from '../../../events/session/fixtures.ts';

/** The same lines, parsed and folded to a state, or parsed and counted by type. */

const people = 40;
const rounds = 9;
const changesOfMind = 4;

function session(): string[] {
  const steps = Array.from({ length: 6 }, (_, place) => ({
    ...scaleStep,
    id: `question-${place}`,
    mode: 'named' as const,
  }));
  const story = new Story(workshopWith(steps));
  const participants = Array.from(
    { length: people },
    (_, place) => `p-person${String(place).padStart(4, '0')}`,
  );
  for (const participant of participants) story.joins(participant, 'writer');
  for (const { id: step } of steps) {
    for (let round = 1; round <= rounds; round += 1) {
      story.desk(round === 1 ? { type: 'open', step } : { type: 'again', step });
      for (let change = 0; change < changesOfMind; change += 1) {
        for (const participant of participants) {
          story.does(person(participant), {
            type: 'answer',
            step,
            round,
            answer: { value: 1 + ((change + round) % 5) },
          });
        }
      }
      story.desk({ type: 'close', step }, { counts: { present: participants, answered: 0, passed: 0 } });
      story.desk({ type: 'release', step });
    }
  }
  return story.events.map((event) => JSON.stringify(event));
}

const lines = session();

function folded(): number {
  const state = fold(
    null,
    lines.map((line) => JSON.parse(line) as SessionEvent),
  );
  return state?.position ?? 0;
}

function counted(): number {
  const counts: Record<string, number> = {};
  for (const line of lines) {
    const { type } = JSON.parse(line) as SessionEvent;
    counts[type] = (counts[type] ?? 0) + 1;
  }
  return Object.keys(counts).length;
}

process.on('message', ({ how, events }: { how: 'folded' | 'counted'; events: number }) => {
  const run = how === 'folded' ? folded : counted;
  const began = performance.now();
  for (let done = 0; done < events; done += lines.length) run();
  process.send?.({
    perSecond: (Math.ceil(events / lines.length) * lines.length * 1000) / (performance.now() - began),
  });
});
process.on('SIGTERM', () => process.exit(0));
process.send?.({ lines: lines.length });
