import { css, html, nothing, type TemplateResult } from 'lit';
import type { StageScreen, StageView } from '../../events/views/stage.ts';
import { counted } from '../words.ts';
import '../ui/qr.ts';
import './stage-people.ts';
import type { JoinDoor } from './stage-parts.ts';

type Lobby = Extract<StageScreen, { is: 'lobby' }>;

/** Before the first question: how to come in, and who is here. */
export function lobbyScreen(
  view: StageView,
  { people, roles }: Lobby,
  join: JoinDoor | null,
): TemplateResult {
  const several = roles.length > 1;
  // Readers are told roles and no people.
  const here = roles.reduce((sum, role) => sum + role.count, 0);
  return html`<main class="lobby-room">
      <h1 class=${view.title.length > 40 ? 'small-type' : 'middle-type'}>${view.title}</h1>
      ${view.subject === null ? nothing : html`<p class="subject">${view.subject}</p>`}
      <p class="purpose">${view.purpose}</p>
      <h2>
        <span role="status">${here === 0 ? 'Nobody is here yet' : `${here} here`}</span>
      </h2>
      <stage-people .people=${people} ?several=${several}></stage-people>
      ${
        several
          ? html`<ul class="roles">
              ${roles.map((role) => html`<li>${roleWords(role)}</li>`)}
            </ul>`
          : nothing
      }
    </main>
    ${join ? joinCard(join) : nothing}`;
}

function joinCard({ address, code, link }: JoinDoor): TemplateResult {
  return html`<aside class="join" aria-label="How to join">
    <parley-qr .text=${link} label="Scan to join: ${link}"></parley-qr>
    <p>or go to</p>
    <p class="address ${address.length > 24 ? 'long' : ''}">${address}</p>
    <p>and type</p>
    <p class="code">${code}</p>
  </aside>`;
}

function roleWords({ label, count, max }: Lobby['roles'][number]): string {
  if (max === null) return `${label} ${count}`;
  return max === 1
    ? `${label} ${count === 0 ? 'not here yet' : 'here'}`
    : `${label} ${count} of ${counted(max, 'seat', 'seats')}`;
}

export const lobbyStyles = css`
  .wall.lobby {
    grid-template: auto minmax(0, 1fr) / minmax(0, 1fr) 560px;
    column-gap: 56px;
  }
  .lobby .top {
    grid-column: 1 / -1;
  }
  .lobby .place {
    visibility: hidden;
  }
  .lobby-room {
    display: flex;
    flex-direction: column;
    min-height: 0;
    overflow: hidden;
  }
  .lobby-room > * {
    flex: none;
  }
  .lobby-room > stage-people {
    flex: 1 1 0;
    min-height: 0;
    overflow: hidden;
  }
  .subject {
    margin-top: 10px;
    color: var(--ink-2);
    font-size: 36px;
  }
  .purpose {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    overflow: hidden;
    margin-top: 14px;
    color: var(--ink-2);
  }
  .lobby h2 {
    margin: 40px 0 18px;
    font-size: 44px;
  }
  .people {
    display: flex;
    flex-wrap: wrap;
    gap: 14px;
  }
  .people.close {
    gap: 10px;
  }
  .people.close li {
    padding: 4px 18px;
    font-size: 32px;
  }
  .people li {
    display: flex;
    align-items: baseline;
    max-width: 100%;
    padding: 8px 24px;
    border: 2px solid var(--line);
    border-radius: 99px;
    background: var(--card);
    font-size: 36px;
    white-space: nowrap;
  }
  .people b {
    min-width: 0;
    font-weight: 650;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .people small {
    flex: none;
    margin-left: 14px;
    color: var(--ink-2);
    font-size: 32px;
  }
  .people li[hidden] {
    display: none;
  }
  .people.bare small {
    display: none;
  }
  .people .more {
    border-style: dashed;
    background: none;
    color: var(--ink-2);
  }
  .roles {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 36px;
    padding-top: 20px;
    color: var(--ink-2);
  }
  .join {
    align-self: center;
    display: grid;
    justify-items: center;
    gap: 4px;
    text-align: center;
    color: var(--ink-2);
  }
  .join parley-qr {
    display: block;
    width: 400px;
    height: 400px;
    margin-bottom: 14px;
  }
  .join parley-qr svg {
    display: block;
    width: 100%;
    height: 100%;
  }
  .address {
    color: var(--ink);
    font-size: 42px;
    font-weight: 700;
    line-height: 1.15;
  }
  .address.long {
    font-size: 34px;
  }
  .code {
    color: var(--ink);
    font-size: 80px;
    font-weight: 700;
    font-variant-numeric: tabular-nums;
    letter-spacing: 0.02em;
    line-height: 1.1;
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: no-preference) {
    .people li {
      animation: pop 360ms cubic-bezier(0.2, 1.3, 0.4, 1) both;
    }
  }
  @keyframes pop {
    from {
      opacity: 0;
      transform: scale(0.7);
    }
  }
`;
