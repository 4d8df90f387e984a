import { css } from 'lit';

/** Pixels of a wall 1600 wide. Nothing is smaller than 32, because it is read from eight metres. */
export const stageStyles = css`
  :host {
    display: block;
    position: relative;
    overflow: hidden;
    background: var(--paper);
    color: var(--ink);
    font-family: var(--font);
    container-type: size;
  }
  * {
    box-sizing: border-box;
    margin: 0;
    padding: 0;
  }
  ul {
    list-style: none;
  }
  .wall {
    position: absolute;
    inset: 0 auto auto 0;
    transform-origin: 0 0;
    display: grid;
    grid-template: auto minmax(0, 1fr) auto auto / minmax(0, 1fr);
    padding: 40px 64px 34px;
    font-size: 32px;
    line-height: 1.3;
    overflow: hidden;
    overflow-wrap: anywhere;
  }
  .wall.empty {
    display: grid;
    grid-template-rows: none;
    place-items: center;
  }
  .spot {
    width: 14px;
    height: 14px;
    border-radius: 50%;
    background: var(--line);
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .hush {
    color: var(--ink-2);
    font-size: 36px;
  }

  .top {
    display: flex;
    align-items: center;
    gap: 20px;
    min-height: 46px;
    color: var(--ink-2);
    white-space: nowrap;
  }
  .dashes {
    display: flex;
    gap: 6px;
    max-width: 420px;
  }
  .dashes i {
    flex: 0 1 22px;
    min-width: 4px;
    width: 22px;
    height: 6px;
    border-radius: 6px;
    background: var(--line);
  }
  .dashes .done {
    background: var(--accent);
  }
  .place {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  /* Beside a badge there is less room: the same is said without the dashes, in two lines where it must be. */
  .full .dashes {
    display: none;
  }
  .full .place {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    line-height: 1.1;
    white-space: normal;
  }
  .badge {
    padding: 0 18px;
    border: 2px solid var(--right);
    border-radius: 99px;
    color: var(--right);
    font-weight: 650;
  }
  .timer {
    color: var(--ink);
    font-size: 38px;
    font-weight: 700;
    font-variant-numeric: tabular-nums;
  }
  .timer.over {
    color: var(--accent);
  }

  h1 {
    letter-spacing: -0.02em;
    line-height: 1.1;
    text-wrap: balance;
  }
  h1.large-type {
    font-size: 60px;
  }
  h1.middle-type {
    font-size: 52px;
  }
  h1.small-type {
    font-size: 42px;
    letter-spacing: -0.01em;
    line-height: 1.16;
  }
  h1.least-type {
    font-size: 32px;
    font-weight: 500;
    letter-spacing: 0;
    line-height: 1.22;
    text-wrap: wrap;
  }
  h1.compact {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    padding-bottom: 0.08em;
  }
  h1.large-type.compact {
    font-size: 52px;
  }
  h1.middle-type.compact {
    font-size: 46px;
  }

  .middle {
    align-self: center;
    display: grid;
    gap: 22px;
    max-width: 1300px;
    padding-bottom: 60px;
  }
  .over-title {
    color: var(--accent);
    font-weight: 650;
  }

  .question {
    display: grid;
    align-content: center;
    gap: 26px;
    min-height: 0;
    padding: 14px 0;
    overflow: hidden;
  }
  .question h1 {
    max-width: 1420px;
  }
  .question h1.large-type {
    font-size: 76px;
  }
  .question h1.middle-type {
    font-size: 60px;
  }
  .note {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    overflow: hidden;
    color: var(--ink-2);
    font-size: 36px;
  }
  .filling {
    display: flex;
    flex-direction: column;
    gap: 20px;
    padding-bottom: 34px;
  }
  .fill-dots {
    display: flex;
    flex-wrap: wrap;
    gap: 14px;
  }
  .fill-dots i {
    width: 44px;
    height: 44px;
    border: 4px solid var(--quiet);
    border-radius: 50%;
    transition:
      background 240ms,
      border-color 240ms;
  }
  .fill-dots.many i {
    width: 32px;
    height: 32px;
  }
  .fill-dots .in {
    border-color: var(--accent);
    background: var(--accent);
  }
  .fill-bar {
    width: 100%;
    height: 40px;
  }
  .fill-bar .all {
    fill: var(--line);
  }
  .fill-bar .in {
    fill: var(--accent);
    transition: width 240ms;
  }
  .count {
    color: var(--ink-2);
    font-size: 40px;
    font-variant-numeric: tabular-nums;
  }
  .count b {
    color: var(--ink);
  }

  .result {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    gap: 14px;
    min-height: 0;
    padding: 12px 0 10px;
  }
  .result .figure {
    min-height: 0;
  }
  .record {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: 0 28px;
    padding-bottom: 14px;
    color: var(--ink-2);
  }
  .record small {
    display: block;
    font-size: 32px;
  }
  .record li {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    color: var(--ink);
    font-weight: 500;
  }
  .foot {
    display: flex;
    align-items: baseline;
    gap: 44px;
    min-height: 64px;
    padding-top: 14px;
    border-top: 2px solid var(--line);
    color: var(--ink-2);
  }
  .voted {
    color: var(--ink);
    font-weight: 600;
    white-space: nowrap;
  }
  .by-hand {
    min-width: 0;
    line-height: 1.22;
    overflow-wrap: anywhere;
  }
  .caveats {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 5;
    overflow: hidden;
    margin-left: auto;
    line-height: 1.22;
    text-align: right;
    text-wrap: balance;
  }

  /* As high as what is free above everything else. */
  .banner {
    position: absolute;
    inset: 0 0 auto;
    padding-inline: 64px;
    overflow: hidden;
    background: var(--alert-wash);
    line-height: 40px;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: var(--alert);
    text-align: center;
  }

  @media (prefers-reduced-motion: reduce) {
    * {
      transition: none !important;
      animation: none !important;
    }
  }
`;
