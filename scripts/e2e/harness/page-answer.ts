import type { Locator, Page } from 'playwright-core';
import type { Answer, Kind, Settings } from '../../../events/activity.ts';

/** Answers a question as its owner would: by tapping and typing what this answer says, kind by kind. */

type Way<K extends Kind> = (root: Locator, answer: Answer<K>, settings: Settings<K>) => Promise<void>;

const ways: Partial<{ [K in Kind]: Way<K> }> = {
  scale: async (root, { value }) => await step(root, value),
  fist: async (root, { value, reason }) => {
    await root.locator('label.option input').nth(value).check();
    if (reason !== undefined) await root.locator('textarea').fill(reason);
  },
  consent: async (root, { position, reason }) => {
    const places = ['none', 'concern', 'objection', 'aside'];
    await root.locator('label.option input').nth(places.indexOf(position)).check();
    if (reason !== undefined) await root.locator('textarea').fill(reason);
  },
  choice: async (root, { options }, settings) => {
    for (const id of options)
      await root
        .locator('label.option', { hasText: labelIn(settings.options, id) })
        .locator('input')
        .check();
  },
  texts: async (root, { texts }) => {
    for (const [place, text] of texts.entries()) await root.locator('textarea').nth(place).fill(text);
  },
  tags: async (root, { tags }, { items, buckets }) => {
    for (const [id, bucket] of Object.entries(tags)) {
      const place = buckets.findIndex((one) => one.id === bucket);
      await titled(root, labelIn(items, id)).locator('input').nth(place).check();
    }
  },
  checklist: async (root, { items }, settings) => {
    for (const [id, said] of Object.entries(items)) {
      const place = ['yes', 'no', 'unsure'].indexOf(said);
      await titled(root, labelIn(settings.items, id)).locator('input').nth(place).check();
    }
  },
  ratings: async (root, { values }, { items }) => {
    for (const [id, value] of Object.entries(values)) await step(titled(root, labelIn(items, id)), value);
  },
  number: async (root, { value }) => await root.locator('.stepper input').fill(String(value)),
  ranking: async (root, { order }, { options }) => {
    for (const id of order.flat())
      await root.getByRole('button', { name: `Move up: ${labelIn(options, id)}` }).click();
    for (const id of order.flatMap((together) => together.slice(1)))
      await root
        .getByRole('button', { name: `Same place as the one above: ${labelIn(options, id)}` })
        .click();
  },
  allocation: async (root, { points }, { options }) => {
    for (const [id, many] of Object.entries(points)) {
      const box = root.getByLabel(`Points: ${labelIn(options, id)}`, { exact: true });
      await box.fill(String(many));
      await box.blur();
    }
  },
  grid: async (root, { points }, { options }) => {
    for (const [id, { x, y }] of Object.entries(points)) {
      await root.locator('li button', { hasText: labelIn(options, id) }).click();
      await root.locator('input[type=range]').nth(0).fill(String(x));
      await root.locator('input[type=range]').nth(1).fill(String(y));
    }
  },
  form: async (root, { values }, { fields }) => {
    for (const [id, value] of Object.entries(values))
      await root
        .locator('label.card', { hasText: labelIn(fields, id) })
        .locator('textarea, input')
        .fill(String(value));
  },
  pairs: async (root, { pairs }) => {
    for (const [place, { left, right, who = '', fact = '' }] of pairs.entries()) {
      if (place > 0) await root.getByRole('button', { name: 'Another pair' }).click();
      const entry = root.locator('fieldset').nth(place);
      await entry.locator('select').first().selectOption(left);
      await entry.locator('textarea').fill(right);
      await entry.locator('input').nth(0).fill(who);
      await entry.locator('input').nth(1).fill(fact);
    }
  },
  steps: async (root, { steps }) => {
    for (const [place, { text, by }] of steps.entries()) {
      if (place > 0) await root.getByRole('button', { name: 'Another step' }).click();
      const entry = root.locator('fieldset').nth(place);
      await entry.locator('textarea').fill(text);
      await entry.locator('input').fill(by);
    }
  },
};

interface Asked {
  kind: Kind;
  settings: Settings;
  answer: unknown;
}

/** The one cast of this table: what a script says was written for the kind that asks. */
export async function answerOnPage(page: Page, { kind, settings, answer }: Asked): Promise<void> {
  const way = ways[kind] as
    | ((root: Locator, answer: unknown, settings: Settings) => Promise<void>)
    | undefined;
  if (!way) throw new Error(`Nobody has said how a thumb answers ${kind}.`);
  const root = page.locator(`${kind}-input`);
  await root.waitFor();
  await way(root, answer, settings);
  const send = page.locator('phone-question footer button');
  if ((await send.count()) > 0) await send.tap();
  await page.locator('.standing').filter({ hasText: /Saved/u }).waitFor();
}

async function step(root: Locator, value: number): Promise<void> {
  await root.getByRole('radio', { name: String(value), exact: true }).check();
}

function titled(root: Locator, label: string): Locator {
  return root.locator('fieldset', { has: root.page().locator('legend', { hasText: label }) });
}

function labelIn(items: readonly { id: string; label: string }[] | undefined, id: string): string {
  const label = items?.find((item) => item.id === id)?.label;
  if (label === undefined) throw new Error(`The script answers ${id}, which is not asked.`);
  return label;
}
