import { css } from 'lit';

/** Less, a number, more. */
export const stepperStyles = css`
  :host {
    container-type: inline-size;
    display: block;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }
  * {
    box-sizing: border-box;
  }
  .stepper {
    display: flex;
    gap: 6px;
  }
  .stepper button,
  .stepper input {
    inline-size: 48px;
    block-size: 48px;
    border: 1px solid var(--edge);
    border-radius: 10px;
    padding: 0;
    background: var(--paper);
    color: var(--ink);
    font: inherit;
    font-size: 1.125rem;
    text-align: center;
  }
  .stepper button {
    font-size: 1.375rem;
    cursor: pointer;
    touch-action: manipulation;
  }
  .stepper button[aria-disabled='true'] {
    border-color: var(--line);
    color: var(--ink-3);
  }
  .stepper input {
    inline-size: 60px;
    background: var(--card);
    font-weight: 700;
    font-variant-numeric: tabular-nums;
  }
  @container (max-width: 230px) {
    .stepper {
      inline-size: 100%;
    }
    .stepper button {
      flex: none;
      inline-size: 44px;
    }
    .stepper input {
      flex: 1;
      inline-size: 0;
      min-inline-size: 0;
    }
  }
  .stepper :focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
`;
