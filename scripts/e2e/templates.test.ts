import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { seesStep } from '../../events/session/audience.ts';
import type { Workshop } from '../../events/session/workshop.ts';
import { workshops } from '../../events/workshops/index.ts';
import { times } from '../../server/log/times.ts';
import { Accessibility } from './harness/accessibility.ts';
import { launchBrowser } from './harness/browser.ts';
import { LedSession, type Mishap } from './harness/led-session.ts';
import { ledWithoutScreens } from './harness/led-without-screens.ts';
import { RoomScreens } from './harness/room-screens.ts';
import { ServerProcess } from './harness/server-process.ts';

// Templates from the lobby to the outcome: led from the desk with one key and begun from a phone, shown on a
// stage, answered on four phones with a page and by as many without one as make twelve. One comes late, one battery
// dies, one phone loses its network. Wherever a screen looks different from before, axe looks at it.

/** The longer and shorter forms of a workshop show the same screens, so they are played without any. */
const originals = workshops.filter(({ id }) => !/-(?:60|90)$/u.test(id));

/** Together they take half an hour on screens: the shortest whenever the tests run, all of them in a soak. */
const onScreens = originals
  .toSorted((one, other) => one.minutes - other.minutes)
  .slice(0, times(1, originals.length));
/** The short form of each workshop whenever the tests run, the long one too in a soak. */
const forms = workshops.filter((one) => !originals.includes(one));
const withoutScreens = forms.filter((_, at) => at % times(2, 1) === 0);

/** Everything happens in the long ones; each of the short ones has one thing to get through. */
const mishaps: readonly Mishap[] = ['late', 'network', 'battery'];

function mishapsIn(workshop: Workshop): readonly Mishap[] {
  const at = originals.indexOf(workshop) % mishaps.length;
  return workshop.document === undefined ? mishaps.slice(at, at + 1) : mishaps;
}

let browser: Browser;
let server: ServerProcess;
let screens: RoomScreens;
const accessibility = new Accessibility();
const led: { close(): void }[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  server = await ServerProcess.start();
  screens = await RoomScreens.open(browser);
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') {
    for (const screen of screens.all) await screen.picture('failed');
    console.error(screens.all.map(({ name, troubles }) => [name, ...troubles]));
  }
  for (const one of led.splice(0)) one.close();
  await screens.rest();
});

afterAll(async () => {
  await screens.close();
  await browser.close();
  await server.remove();
});

describe('on screens', () => {
  test.each(onScreens.map((one) => [one.id, one] as const))(
    '%s is played from the lobby to the outcome',
    async (_, workshop) => {
      const session = await LedSession.begin({
        url: server.url,
        workshop,
        screens,
        accessibility,
        mishaps: mishapsIn(workshop),
      });
      led.push(session);
      await session.fill();
      await session.lead();
      await session.end();
      await session.read();
      for (const { name, troubles } of screens.all) expect([name, troubles]).toEqual([name, []]);
      expect(accessibility.take()).toEqual([]);
    },
    600_000,
  );
});

describe('without screens', () => {
  test.each(withoutScreens.map((one) => [one.id, one] as const))(
    '%s shows each answer that it asks for',
    async (_, workshop) => {
      const watch = await ledWithoutScreens(server.url, workshop);
      led.push(watch);
      const lost = watch.state.steps.filter(
        (step) =>
          seesStep(step, watch.state, { role: 'facilitator' }) && step.rounds.at(-1)?.phase !== 'released',
      );
      expect(lost.map((step) => step.step.id)).toEqual([]);
    },
    600_000,
  );
});
