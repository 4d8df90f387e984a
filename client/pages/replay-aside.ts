import { html, nothing, type TemplateResult } from 'lit';
import type { Change } from '../../events/views/changes.ts';
import './replay-moments.ts';
import type { Theatre, TheatreActs } from './replay-theatre.ts';

/** What stands beside the wall: the outcome line by line, the moments in words, and what changed between rounds. */

export function aside(parts: Theatre, { show }: TheatreActs): TemplateResult {
  const { side, changes } = parts;
  const choice = (one: Theatre['side'], label: string): TemplateResult =>
    html`<button aria-pressed=${side === one ? 'true' : 'false'} @click=${() => show(one)}>${label}</button>`;
  return html`<aside class="replay-side" aria-label="Outcome and moments">
    <div class="sides" role="group" aria-label="Beside the wall">
      ${choice('outcome', 'Outcome')} ${choice('moments', 'Moments')}
      ${changes.length > 0 ? choice('changes', 'What changed') : nothing}
    </div>
    <div class="side-body">${body(parts)}</div>
  </aside>`;
}

function body(parts: Theatre): TemplateResult {
  const { reel, releases, position } = parts;
  switch (parts.side) {
    case 'outcome':
      return outline(parts);
    case 'changes':
      return html`${parts.changes.map(changed)}`;
    case 'moments':
      return html`<parley-moments
        .moments=${reel?.moments ?? []}
        .beganAt=${reel?.beganAt ?? ''}
        .releases=${releases}
        .position=${position}
        follow
      ></parley-moments>`;
  }
}

/** Each line leads to its moment, each title back to its place on the sheet. */
function outline({ outline: all, position }: Theatre): TemplateResult {
  const positions = all.flatMap((part) => part.lines).map((line) => line.position);
  const reached = Math.max(0, ...positions.filter((one) => one <= position));
  return html`${all.map(
    ({ title, at, lines }) =>
      html`<h2><a href="#part=${at + 1}" title="Read it in the outcome">${title}</a></h2>
        <ul class="outline">
          ${lines.map(
            (line) =>
              html`<li class=${line.position > position ? 'later' : ''}>
                <a href="#at=${line.position}" aria-current=${line.position === reached ? 'step' : 'false'}
                  ><span>${line.text}</span></a
                >
              </li>`,
          )}
        </ul>`,
  )}`;
}

/** The rounds under each other with the same columns, so that they can be compared; then what was said in between. */
function changed({ title, rounds, moved, between }: Change): TemplateResult {
  return html`<section class="change">
    <h2>${title}</h2>
    <table>
      <tbody>
        ${rounds.map(
          ({ label, words, participation, rule, position }) =>
            html`<tr>
              <th scope="row"><a href="#at=${position}">${label}</a></th>
              <td><b>${words}</b> <small>${participation} ${rule}</small></td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${moved === null ? nothing : html`<p>${moved}</p>`}
    <p class="small hint">
      ${between.length === 0 ? 'Nothing was put on record in between.' : 'In between:'}
    </p>
    <ul class="outline">
      ${between.map(
        ({ position, words }) =>
          html`<li>
            <a href="#at=${position}"><span>${words}</span></a>
          </li>`,
      )}
    </ul>
  </section>`;
}
