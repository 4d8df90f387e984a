import { handsFor } from '../activities/hands.ts';
import type { GroupAnswer, Item, Settings } from '../activity.ts';
import { seesStep, type Audience } from '../session/audience.ts';
import { hiddenTexts } from '../session/fold-record.ts';
import { isPass, mayAnswer } from '../session/fold-round.ts';
import { lastRound, type Round, type SessionState, type StepState } from '../session/state.ts';
import { floorOf } from '../session/workshop.ts';
import { answerWords } from './answer-words.ts';
import { answersView, nameOf, roundView, type RoundView } from './round-view.ts';

/** The step on the wall, as the desk has it. */

export interface DeskStep {
  id: string;
  title: string;
  say: string;
  prompt: string;
  kind: StepState['step']['kind'];
  mode: StepState['step']['mode'];
  hold: boolean;
  review: boolean;
  /** as many as the workshop plans for */
  rounds: number;
  round: RoundView | null;
  /** who may answer, were it opened now, and the floor that holds */
  asked: number;
  floor: number;
  /** named answers, as they come in; `words` is what was answered, with labels in place of ids */
  answers: { name: string; answer: unknown; words: string }[] | null;
  /** what hands can be counted for, and the counts that stand; null where that says nothing, or nothing is open yet */
  hands: { options: Item[]; counts: Readonly<Record<string, number>> } | null;
  passed: string[];
  /** of every round of this step, in the words they were written in */
  objections: GroupAnswer<'consent'>['objections'];
  hidden: { text: string; reason: string }[];
}

export function deskStep(state: SessionState, step: StepState, audience: Audience): DeskStep {
  const round = lastRound(step);
  const view = round && roundView(state, step, round, audience);
  const answers = round && seesStep(step, state, audience) ? answersView(state, step, round, audience) : null;
  const named =
    answers?.map(({ participant, answer }) => ({
      name: nameOf(state.participants.get(participant)),
      answer,
      words: view ? answerWords(step.step.kind, view.settings, answer) : '',
    })) ?? null;
  return {
    id: step.step.id,
    title: step.step.title,
    say: step.step.say,
    prompt: step.step.prompt,
    kind: step.step.kind,
    mode: step.step.mode,
    hold: step.step.hold ?? false,
    review: step.step.review ?? false,
    rounds: step.step.rounds ?? 1,
    round: view,
    asked: askedNow(state, step),
    floor: floorOf(state.workshop, step.step),
    answers: named && named.filter((one) => !isPass(one.answer)),
    passed: (named ?? []).filter((one) => isPass(one.answer)).map((one) => one.name),
    objections: step.rounds.flatMap((one) => objectionsIn(roundView(state, step, one, audience))),
    hands: round && view && handsOf(step, round, view.settings),
    hidden: [...hiddenTexts(step)].map((text) => ({
      text,
      reason: step.hidden.find((one) => one.text === text)?.reason ?? '',
    })),
  };
}

function objectionsIn({ result }: RoundView): DeskStep['objections'] {
  return result && 'objections' in result.groupAnswer ? result.groupAnswer.objections : [];
}

/** A round that was given up has nothing that hands could stand beside. */
function handsOf({ step }: StepState, round: Round, settings: Settings): DeskStep['hands'] {
  const options = round.phase === 'discarded' ? null : handsFor(step.kind, settings);
  const counts = round.entered.at(-1);
  return options && { options, counts: (counts ?? {}) as Record<string, number> };
}

export function askedNow(state: SessionState, step: StepState): number {
  return [...state.participants.values()].filter((one) => mayAnswer(one, step)).length;
}
