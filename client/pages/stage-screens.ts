import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { enteredWords } from '../../events/activities/hands.ts';
import type { Kind } from '../../events/activity.ts';
import { participation } from '../../events/views/outcome.ts';
import type { RoundView } from '../../events/views/round-view.ts';
import type { StageScreen, StageStep, StageView } from '../../events/views/stage.ts';
import type { ProgressMessage } from '../../events/wire.ts';
import { kindNow } from '../activities/index.ts';
import type { ResultProps } from '../activities/kind.ts';
import { counted, listed, privacyWords, progressWords, words } from '../words.ts';
import { lobbyScreen } from './stage-lobby.ts';
import { promptSize, type JoinDoor } from './stage-parts.ts';

/** One function a screen of the wall. */

export interface Scene {
  view: StageView;
  progress: ProgressMessage | null;
  join: JoinDoor | null;
  result: ResultProps<Kind> | null;
}

type Screen<Is extends StageScreen['is']> = Extract<StageScreen, { is: Is }>;

export function stageScreen(scene: Scene): TemplateResult | typeof nothing {
  const { screen } = scene.view;
  switch (screen.is) {
    case 'blank':
      return nothing;
    case 'lobby':
      return lobbyScreen(scene.view, screen, scene.join);
    case 'coming':
      return coming(screen);
    case 'answering':
      return answering(scene, screen);
    case 'closed':
      return closed(screen);
    case 'too-few':
      return tooFew(screen);
    case 'released':
      return released(scene, screen);
    case 'ended':
      return ended(screen);
  }
}

function coming({ step }: Screen<'coming'>): TemplateResult {
  return html`<main class="middle">
    <p class="over-title">Next</p>
    <h1 class="large-type">${step.title}</h1>
  </main>`;
}

function answering({ view, progress }: Scene, { step, round, answers }: Screen<'answering'>): TemplateResult {
  const mine = progress?.step === round.step && progress.round === round.round ? progress : null;
  const present = mine?.present ?? round.size;
  const answered = mine?.answered ?? 0;
  return html`<main class="question">
      ${prompt(step)} ${step.note === null ? nothing : html`<p class="note">${step.note}</p>`}
    </main>
    <section class="filling" aria-label=${progressWords(answered, present)}>
      ${filling(answered, Math.max(present, answered))}
      <p class="count"><b>${answered}</b> of ${Math.max(present, answered)} answered</p>
      ${answers && answers.length > 0 ? html`<p class="note">${listed(answers.map((one) => one.name))}</p>` : nothing}
    </section>
    <footer class="foot"><p>${privacyLine(view, step, round)}</p></footer>`;
}

/** What the wall says to the room is what each phone says to its owner. */
function privacyLine(view: StageView, step: StageStep, round: RoundView): string {
  const asked =
    step.asked.length === 0
      ? ''
      : `${listed(step.asked)} ${step.asked.length === 1 ? 'answers' : 'answer'}. `;
  if (round.mode === 'one') return asked + oneWords[step.seenBy];
  const writes = kindNow(step.kind)?.writes === 'cards';
  const { mode, floor, size } = round;
  return (
    asked +
    privacyWords({ mode, floor, size, seenBy: step.seenBy, roles: step.asked, topic: view.topic, writes })
  );
}

const oneWords: Record<StageStep['seenBy'], string> = {
  roles: 'Nobody else sees it.',
  desk: 'The facilitator sees it. Nobody else does.',
  room: 'The room sees it once it is shown.',
};

/** Each dot is a person; above sixty nobody counts dots, so a bar fills instead. */
function filling(answered: number, present: number): TemplateResult {
  if (present > 60)
    return html`<svg class="fill-bar" viewBox="0 0 1000 40" preserveAspectRatio="none" aria-hidden="true">
      <rect class="all" width="1000" height="40" rx="20"></rect>
      <rect class="in" width=${Math.round((1000 * answered) / present)} height="40" rx="20"></rect>
    </svg>`;
  return html`<div class="fill-dots ${present > 24 ? 'many' : ''}" aria-hidden="true">
    ${Array.from({ length: present }, (_, at) => html`<i class=${at < answered ? 'in' : ''}></i>`)}
  </div>`;
}

function closed({ step, round, held }: Screen<'closed'>): TemplateResult {
  const { answered = 0, present = 0 } = round.counts ?? {};
  return html`<main class="question">${prompt(step)}</main>
    <section class="filling">
      ${filling(answered, Math.max(present, answered))}
      <p class="count" role="status">Answers are in. ${closedWords(step, held)}</p>
    </section>
    <footer class="foot"><p>${participation(round)}</p></footer>`;
}

/** Some answers never come on a wall, and the wall says so instead of keeping people waiting. */
function closedWords({ seenBy }: StageStep, held: boolean): string {
  if (held) return 'They stay sealed and come back at the end.';
  switch (seenBy) {
    case 'room':
      return 'Nothing is shown yet.';
    case 'desk':
      return 'Only the facilitator sees them.';
    case 'roles':
      return 'They are not for the wall.';
  }
}

function tooFew({ step, round }: Screen<'too-few'>): TemplateResult {
  return html`<main class="question">${prompt(step)}</main>
    <section class="filling"><p class="count" role="status">${discardedWords(round)}</p></section>
    <footer class="foot">
      <p>
        ${round.discarded === 'too-few' && round.counts ? 'Nothing is shown, so that nobody can be singled out.' : ''}
      </p>
    </footer>`;
}

function discardedWords({ discarded, counts, floor }: RoundView): string {
  switch (discarded) {
    case null:
    case 'too-few':
      return `${counts?.answered ?? 0} of ${floor} needed answers came in. They are erased, unseen.`;
    case 'ended':
      return 'The session ended before this was shown. The answers are erased.';
    case 'skipped':
      return 'This question was skipped. Its answers are erased.';
    case 'lost':
      return 'The answers to this question were lost with the server’s keys. It can be asked again.';
  }
}

function released({ view, result }: Scene, { step, rounds }: Screen<'released'>): TemplateResult {
  const last = rounds.at(-1);
  const handCounts = last ? enteredWords(last) : null;
  const kind = kindNow(step.kind);
  return html`<main class="result">
      ${prompt(step, true)}
      <h2 class="unseen">The answer of the room</h2>
      <div class="figure">
        ${kind === null ? html`<p class="hush">${words.unknownKind}</p>` : kind && result ? kind.result(result) : nothing}
      </div>
    </main>
    ${recordLines(view)}
    <footer class="foot">
      ${last?.counts ? html`<p class="voted">${last.counts.answered} answered of ${last.counts.present} ${step.asked.length > 0 ? 'asked' : 'here'}</p>` : nothing}
      ${handCounts === null ? nothing : html`<p class="by-hand">${handCounts}</p>`}
      ${step.caveats.length > 0 ? html`<p class="caveats">${step.caveats.join(' ')}</p>` : nothing}
    </footer>`;
}

/** The room can correct what is written while it is still in the room. */
function recordLines({ record }: StageView): TemplateResult | typeof nothing {
  if (record.length === 0) return nothing;
  const shown = record.slice(-2);
  const earlier = record.length - shown.length;
  return html`<aside class="record" aria-label="For the record">
    <p>
      For the
      record${earlier > 0 ? html`<small>and ${counted(earlier, 'earlier line', 'earlier lines')}</small>` : nothing}
    </p>
    <ul>
      ${repeat(
        shown,
        (line) => line.id,
        (line) => html`<li>${line.text}</li>`,
      )}
    </ul>
  </aside>`;
}

function ended({ questions, answered }: Screen<'ended'>): TemplateResult {
  return html`<main class="middle">
    <h1 class="large-type">That was it. Thank you.</h1>
    <p class="hush">
      ${counted(answered, 'answer', 'answers')} to ${counted(questions, 'question', 'questions')}. What was
      not shown is erased.
    </p>
    <p class="hush">The facilitator reads the outcome aloud now. Say what is wrong with it.</p>
  </main>`;
}

function prompt(step: StageStep, isCompact = false): TemplateResult {
  return html`<h1 class="${promptSize(step.prompt)}-type ${isCompact ? 'compact' : ''}">${step.prompt}</h1>`;
}
