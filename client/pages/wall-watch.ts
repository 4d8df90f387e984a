import type { StageView } from '../../events/views/stage.ts';
import type { Chime } from './chime.ts';
import { beatOf, timerOf } from './stage-parts.ts';

/** Notices what has just happened on a wall: a release lands, the end of a beat chimes, both are said aloud. */
export class WallWatch {
  /** the answer came on the wall before our eyes */
  landing = false;
  readonly #chime: Chime;
  readonly #say: (words: string) => void;
  /** the screen before this one, to know a release that has just happened from one that was there already */
  #before: StageView | null = null;
  #rung: string | null = null;

  constructor(chime: Chime, say: (words: string) => void) {
    this.#chime = chime;
    this.#say = say;
  }

  look(view: StageView, now: number): void {
    const before = this.#before;
    this.#before = view;
    if (before && before !== view) this.#changed(before, view);
    const beat = beatOf(view);
    if (beat === null || this.#rung === beat.id || !timerOf(view, now)?.over) return;
    // A page that opens after the end of a beat stays quiet.
    if (before !== null) this.#chime.strike();
    this.#rung = beat.id;
  }

  #changed({ screen: before }: StageView, { screen }: StageView): void {
    const isNew =
      before.is !== screen.is || ('step' in before && 'step' in screen && before.step.id !== screen.step.id);
    if (!isNew) return;
    this.landing = screen.is === 'released' && (before.is === 'closed' || before.is === 'answering');
    if (screen.is === 'released') this.#say('The answer is shown.');
    if (screen.is === 'answering') this.#say(screen.step.prompt);
    if (screen.is === 'closed') this.#say('Answers are in. Nothing is shown yet.');
  }
}
