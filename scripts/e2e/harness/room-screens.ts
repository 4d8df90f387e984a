import type { Browser } from 'playwright-core';
import { axeScript } from './accessibility.ts';
import { Screen } from './browser.ts';
import { DeskPage } from './desk-page.ts';
import type { MadeSession } from './made-session.ts';
import { PhonePage } from './phone-page.ts';

/** One screen of each sort, which stay open and go from session to session, as a facilitator's own would. */
export class RoomScreens {
  readonly desk: DeskPage;
  readonly stage: Screen;
  /** the facilitator's own phone */
  readonly remote: Screen;
  readonly reader: Screen;
  /** two who come in with the code, one by a link of their own, one who is late */
  readonly phones: Record<'ana' | 'bo' | 'cy' | 'dee', PhonePage>;

  private constructor(given: Pick<RoomScreens, 'desk' | 'stage' | 'remote' | 'reader' | 'phones'>) {
    this.desk = given.desk;
    this.stage = given.stage;
    this.remote = given.remote;
    this.reader = given.reader;
    this.phones = given.phones;
  }

  static async open(browser: Browser): Promise<RoomScreens> {
    const screens = new RoomScreens({
      desk: new DeskPage(await Screen.open(browser, { as: 'desk', name: 'desk' }), browser),
      stage: await Screen.open(browser, { as: 'wall', name: 'stage' }),
      remote: await Screen.open(browser, { as: 'phone', name: 'remote' }),
      reader: await Screen.open(browser, { as: 'desk', name: 'reader' }),
      phones: {
        ana: await PhonePage.open(browser, 'Ana'),
        bo: await PhonePage.open(browser, 'Bo'),
        cy: await PhonePage.open(browser, 'Cy'),
        dee: await PhonePage.open(browser, 'Dee'),
      },
    });
    for (const { context } of screens.all) {
      context.setDefaultTimeout(90_000);
      await context.addInitScript({ path: axeScript });
    }
    return screens;
  }

  get all(): Screen[] {
    const phones = Object.values(this.phones).map(({ screen }) => screen);
    return [this.desk.screen, this.stage, this.remote, this.reader, ...phones];
  }

  /** Desk, wall and remote of this session. */
  async go(url: string, { session, tokens }: MadeSession): Promise<void> {
    const deskLink = `${url}/desk/${session}#${tokens.facilitator}`;
    await Promise.all([
      this.desk.page.goto(deskLink),
      this.remote.page.goto(deskLink),
      this.stage.page.goto(`${url}/stage/${session}#${tokens.stage}`),
    ]);
  }

  /** Nothing of a session that is over keeps a line to the server. */
  async rest(): Promise<void> {
    await Promise.all(this.all.map(({ page }) => page.goto('about:blank')));
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map((screen) => screen.close()));
  }
}
