import type { Step, Workshop } from '../session/workshop.ts';

/** A shorter or longer form of a workshop: the same steps, some left out, some added, other times. */
export function variant(
  base: Workshop,
  change: {
    id: string;
    title: string;
    minutes: number;
    without?: readonly string[];
    talk?: Readonly<Record<string, number>>;
    answering?: Readonly<Record<string, number>>;
    after?: Readonly<Record<string, readonly Step[]>>;
  },
): Workshop {
  const steps = base.steps
    .filter((step) => change.without?.includes(step.id) !== true)
    .flatMap((step) => [
      {
        ...step,
        minutes: change.answering?.[step.id] ?? step.minutes,
        ...talkOf(step, change.talk?.[step.id]),
      },
      ...(change.after?.[step.id] ?? []),
    ]);
  return { ...base, id: change.id, title: change.title, minutes: change.minutes, steps };
}

function talkOf(step: Step, minutes: number | undefined): { talk?: number } {
  const talk = minutes ?? step.talk;
  return talk === undefined ? {} : { talk };
}
