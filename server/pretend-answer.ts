import { activityOf } from '../events/activities/index.ts';
import type { Answer, Kind, Settings } from '../events/activity.ts';
import type { PhoneQuestion } from '../events/views/phone.ts';
import type { PretendPerson } from './pretend-people.ts';
import { inOwnWords } from './pretend-words.ts';
import { rollFor } from './roll.ts';

/**
 * What somebody who does not exist does with a question: answers after a while, sometimes passes, sometimes has
 * second thoughts, seldom says nothing. All of it comes from the seed, the person and the question, never from
 * when something arrived, so that the same rehearsal can be seen twice.
 */

export interface Act {
  afterMs: number;
  does: { type: 'pass' } | { type: 'answer'; answer: Answer };
}

const passesPart = 0.06;
const silentPart = 0.04;
const secondThoughtsPart = 0.15;
const staysPart = 0.5;
const ownMindPart = 0.25;
const dividedPart = 0.2;

export function actsFor(question: PhoneQuestion, person: PretendPerson, before: Answer | null): Act[] {
  const { step, round } = question;
  const roll = rollFor(person.seed, person.number, step, round.round);
  const [whim, patience, doubt, doubtTime] = [roll(), roll(), roll(), roll()];
  // A rehearsal that dies of its own absentees rehearses nothing.
  const isSpare = round.size > round.floor + 2;
  if (isSpare && whim < silentPart) return [];
  const answer = worded(question, answerTo(question, person, before), person);
  const afterMs = thinkingMs(answer) * (0.4 + 1.8 * patience);
  if (isSpare && whim < silentPart + passesPart) return [{ afterMs, does: { type: 'pass' } }];
  const first: Act = { afterMs, does: { type: 'answer', answer } };
  if (doubt > secondThoughtsPart) return [first];
  const other = worded(question, exampleOf(round, roll), person);
  return [first, { afterMs: afterMs + 3_000 + 9_000 * doubtTime, does: { type: 'answer', answer: other } }];
}

/** A workshop of somebody's own may call a step as ours does and want shorter cards. */
function worded({ step, round }: PhoneQuestion, answer: Answer, person: PretendPerson): Answer {
  const own = inOwnWords(step, answer, person);
  return activityOf(round.kind).refuse(own, round.settings) === null ? own : answer;
}

/** A tap is quick, a sentence is not. */
function thinkingMs(answer: Answer): number {
  return 2_500 + 60 * JSON.stringify(answer).length;
}

function answerTo({ step, round }: PhoneQuestion, person: PretendPerson, before: Answer | null): Answer {
  const roll = rollFor(person.seed, person.number, step, round.round, 'answer');
  const fits = before !== null && activityOf(round.kind).refuse(before, round.settings) === null;
  if (!fits) return exampleOf(round, inRoom(step, person, roll));
  if (roll() < staysPart) return before;
  const { move } = activityOf(round.kind);
  const [one, other] = [exampleOf(round, roll), exampleOf(round, roll)];
  // A talk moves people mostly one way; which way is the room's.
  const way = rollFor(person.seed, step, 'way')() < 0.7 ? 'up' : 'down';
  return move?.(before, one) === way ? one : other;
}

/**
 * People of one room have seen the same things, so they roll half alike: without that every vote would look like
 * noise. Some have a mind of their own, and some questions divide the room in two.
 */
function inRoom(step: string, { seed, number }: PretendPerson, own: () => number): () => number {
  const isDivided = rollFor(seed, step, 'divided')() < dividedPart;
  const camp = isDivided ? number % 2 : 0;
  const room = rollFor(seed, step, 'room', camp);
  return () => {
    const [shared, mine, mind] = [room(), own(), own()];
    return mind < ownMindPart ? mine : (shared + mine) / 2;
  };
}

function exampleOf({ kind, settings }: { kind: Kind; settings: Settings }, roll: () => number): Answer {
  return activityOf(kind).example(settings, roll);
}
