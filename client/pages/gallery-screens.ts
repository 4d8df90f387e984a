import { html, nothing, type TemplateResult } from 'lit';
import { scaleStep, textsStep, workshopWith } from '../../events/session/fixtures.ts';
import { lastRound, stepOf, type SessionState } from '../../events/session/state.ts';
import { person, Story } from '../../events/session/story.ts';
import { deskView } from '../../events/views/desk.ts';
import { phoneView, type PhoneQuestion } from '../../events/views/phone.ts';
import { stageView } from '../../events/views/stage.ts';
import { kindNow } from '../activities/index.ts';
import type { ClientKind } from '../activities/kind.ts';
import type { OwnAnswer } from '../own-answers.ts';
import './desk-agenda.ts';
import './desk-centre.ts';
import './desk-header.ts';
import './desk-remote.ts';
import './desk-room.ts';
import './phone-join.ts';
import './phone-question.ts';
import './phone-result.ts';
import * as screens from './phone-screens.ts';
import './stage.ts';

/** Every state a session can be in, told as a story, on wall, phone, desk and remote. */

const me = 'p-aaaaaaaa';
const people = Array.from({ length: 9 }, (_, at) => `p-person${String(at).padStart(2, '0')}`);
const names = ['Bo', 'Cy', 'Dana', 'Elisabeth Long-Name of Somewhere', 'Femi', 'Gus', 'Hana', 'مريم', 'Lou'];
const now = Date.parse('2026-11-24T10:00:40.000Z');

interface State {
  title: string;
  state: SessionState;
  /** phones pause without a word of their own */
  paused?: boolean;
}

function told(act: (story: Story) => void, joined = people): SessionState {
  const steps = [
    scaleStep,
    textsStep,
    { ...scaleStep, id: 'named', title: 'With names', mode: 'named' as const },
    { ...scaleStep, id: 'held', title: 'Held', hold: true as const },
    { ...scaleStep, id: 'alone', title: 'For one', mode: 'one' as const, who: ['decider'] },
  ];
  const story = new Story(workshopWith(steps), { title: 'Ana for staff, spring cycle' });
  story.joins(me, 'writer', { name: 'Ana' });
  for (const [at, one] of joined.entries())
    story.joins(one, at === 1 ? 'decider' : 'writer', { name: names[at % names.length] ?? '' });
  act(story);
  return story.state;
}

const opened = (step: string) => (story: Story) => {
  story.desk({ type: 'go-to', step });
  story.desk({ type: 'open', step });
};

const closed =
  (step: string, answered = 8) =>
  (story: Story) => {
    opened(step)(story);
    story.desk({ type: 'close', step }, { counts: { present: [me, ...people], answered, passed: 1 } });
  };

const shown = (step: string) => (story: Story) => {
  closed(step)(story);
  const ballots = [2, 2, 3, 3, 3, 4, 4, 5].map((value, at) => ({
    answer: step === 'cards' ? { texts: [`Card ${at}: nobody outside the team knows the work`] } : { value },
  }));
  story.desk({ type: 'release', step }, { ballots: [{ step, round: 1, ballots }] });
};

const named = (story: Story) => {
  opened('named')(story);
  for (const participant of people.slice(0, 5))
    story.does(person(participant), { type: 'answer', step: 'named', round: 1, answer: { value: 3 } });
};

const states: State[] = [
  { title: 'lobby, nobody', state: told(() => undefined, []) },
  { title: 'lobby, ten', state: told(() => undefined) },
  {
    title: 'lobby, more than fit',
    state: told(
      () => undefined,
      Array.from({ length: 60 }, (_, at) => `p-crowd${String(at).padStart(3, '0')}`),
    ),
  },
  { title: 'coming', state: told((story) => story.desk({ type: 'go-to', step: 'ready' })) },
  { title: 'open', state: told(opened('ready')) },
  { title: 'open, writing', state: told(opened('cards')) },
  { title: 'open, with names', state: told(named) },
  { title: 'open, for one', state: told(opened('alone')) },
  { title: 'closed', state: told(closed('ready')) },
  { title: 'closed and held', state: told(closed('held')) },
  { title: 'too few', state: told(closed('ready', 2)) },
  { title: 'shown, talk', state: told(shown('ready')) },
  { title: 'shown, cards', state: told(shown('cards')) },
  {
    title: 'shown, with a record',
    state: told((story) => {
      shown('ready')(story);
      story.desk({ type: 'note', text: 'Two teams still have to say so.', record: true });
    }),
  },
  {
    title: 'paused',
    paused: true,
    state: told((story) => {
      opened('ready')(story);
      story.desk({ type: 'pause' });
    }),
  },
  {
    title: 'blank, and somebody asked for a minute',
    state: told((story) => {
      opened('ready')(story);
      story.does(person(me), { type: 'ask-pause' });
      story.desk({ type: 'blank', on: true });
    }),
  },
  {
    title: 'taken out',
    state: told((story) => story.desk({ type: 'remove-participant', participant: me })),
  },
  {
    title: 'ended',
    state: told((story) => {
      shown('ready')(story);
      story.desk({ type: 'end' });
    }),
  },
];

export function screenWall(): TemplateResult {
  const both = (draw: (state: State) => TemplateResult | typeof nothing, dark: boolean): TemplateResult =>
    html`<div class="gallery-row ${dark ? 'dark' : ''}">
      ${states.map(
        (one) =>
          html`<figure>
            <figcaption>${one.title}</figcaption>
            ${draw(one)}
          </figure>`,
      )}
    </div>`;
  return html`<h1>stage</h1>
    ${both(wall, true)}
    <h1>phone</h1>
    ${doors()} ${standings()} ${both(phone, false)} ${both(phone, true)}
    <h1>desk</h1>
    ${both(desk, false)} ${both(desk, true)}
    <h1>remote</h1>
    ${both(remote, false)} ${both(remote, true)}`;
}

function progressOf(state: SessionState) {
  const step = state.current === null ? null : stepOf(state, state.current);
  const round = step && lastRound(step);
  return round?.phase === 'open'
    ? { step: step?.step.id ?? '', round: round.round, present: 10, answered: 6 }
    : null;
}

function wall({ state }: State): TemplateResult {
  return html`<parley-stage
    class="gallery-wall"
    .view=${stageView(state, { role: 'stage' })}
    .progress=${progressOf(state)}
    .join=${{ code: 'K7MP-2QXR', link: 'http://192.0.2.7:4747/j/K7MP2QXR', address: '192.0.2.7:4747' }}
    .now=${now}
    .trouble=${state.pausedAt === null ? null : 'No connection to the server.'}
  ></parley-stage>`;
}

function phone({ state, paused = false }: State): TemplateResult {
  const view = phoneView(state, me);
  if (!view) return html`<p>not in this room</p>`;
  const { screen } = view;
  if (paused) return held(screens.standingScreen(screens.paused));
  switch (screen.is) {
    case 'lobby':
      return held(screens.standingScreen(screens.lobby(view)));
    case 'question':
      return question(screen.question, null);
    case 'waiting':
      return held(screens.standingScreen(screens.waiting(screen)));
    case 'too-few':
      return held(screens.standingScreen(screens.tooFew(screen)));
    case 'result':
      return held(
        html`<main>
          <phone-result
            .result=${screen}
            .kind=${kindOf(screen.rounds.at(-1)?.kind ?? 'scale')}
            .own=${[mine({})]}
          ></phone-result>
        </main>`,
      );
    case 'removed':
      return held(screens.standingScreen(screens.removed));
    case 'ended':
      return held(screens.standingScreen(screens.ended));
  }
}

function doors(): TemplateResult {
  const join = (given: { problem?: string; personal?: boolean; busy?: boolean; canReturn?: boolean }) =>
    held(
      html`<phone-join
        .problem=${given.problem ?? ''}
        .personal=${given.personal ?? false}
        .busy=${given.busy ?? false}
        .canReturn=${given.canReturn ?? false}
      ></phone-join>`,
    );
  return html`<div class="gallery-row">
    ${join({})} ${join({ problem: 'No open session has this code.' })} ${join({ personal: true })}
    ${join({ busy: true, canReturn: true })} ${held(screens.groundRules('people', () => undefined))}
  </div>`;
}

/** One question, wherever its answer stands. */
function standings(): TemplateResult {
  const view = phoneView(told(opened('ready')), me);
  if (view?.screen.is !== 'question') throw new Error('A question was expected to be open.');
  const asked = view.screen.question;
  const answers: (OwnAnswer | null)[] = [
    null,
    mine({ state: 'sent' }),
    mine({}),
    mine({ state: 'refused' }),
    mine({ is: 'withdrawn' }),
    mine({ is: 'passed', answer: null }),
  ];
  return html`<div class="gallery-row">
    ${answers.map((own) => question(asked, own))} ${question(asked, mine({ state: 'sent' }), 'no')}
    ${question(asked, mine({ state: 'sent' }), 'slowly')}
  </div>`;
}

function mine(given: Partial<OwnAnswer>): OwnAnswer {
  return { is: 'answered', answer: { value: 3 }, counter: 1, state: 'saved', counted: null, ...given };
}

function question(asked: PhoneQuestion, own: OwnAnswer | null, reachable = 'yes'): TemplateResult {
  return held(
    html`<phone-question
      .question=${asked}
      .kind=${kindOf(asked.round.kind)}
      .own=${own}
      .reachable=${reachable}
      .seed=${'gallery'}
    ></phone-question>`,
  );
}

/** The one cast: what is drawn here was made by its own kind. */
function kindOf(kind: PhoneQuestion['round']['kind']): ClientKind<never> | null | undefined {
  return kindNow(kind) as ClientKind<never> | null | undefined;
}

function held(screen: TemplateResult): TemplateResult {
  return html`<parley-phone class="gallery-phone">${screen}</parley-phone>`;
}

function desk({ state }: State): TemplateResult | typeof nothing {
  const view = deskView(state, { role: 'facilitator' });
  if (!view) return nothing;
  const presence = { here: [me, ...people.slice(0, 7)], stages: 1 };
  return html`<div class="gallery-desk">
    <div class="desk">
      <desk-header .view=${view} .now=${now} .presence=${presence} leads></desk-header>
      <desk-agenda .view=${view} .now=${now} leads></desk-agenda>
      <main class="desk-middle">
        <desk-centre .view=${view} .now=${now} .progress=${progressOf(state)} leads></desk-centre>
      </main>
      <aside class="desk-side">
        <desk-room .view=${view} .now=${now} .presence=${presence} .goneSince=${new Map()} leads></desk-room>
      </aside>
    </div>
  </div>`;
}

function remote({ state }: State): TemplateResult {
  return html`<div class="gallery-phone">
    <desk-remote
      .view=${deskView(state, { role: 'facilitator' })}
      .now=${now}
      .progress=${progressOf(state)}
    ></desk-remote>
  </div>`;
}
