import { html, type TemplateResult } from 'lit';

/** The numbers behind a drawing, for those who hear it. The wrapper is what hides: a table itself does not clip. */
export function numbersTable(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): TemplateResult {
  return html`<div class="unseen">
    <table>
      <tr>
        ${head.map((words) => html`<th scope="col">${words === '' ? 'What' : words}</th>`)}
      </tr>
      ${rows.map(
        ([first, ...rest]) =>
          html`<tr>
            <th scope="row">${first}</th>
            ${rest.map((words) => html`<td>${words}</td>`)}
          </tr>`,
      )}
    </table>
  </div>`;
}
