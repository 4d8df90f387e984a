import { randomUUID } from 'node:crypto';
import type { BarePhone } from '../bare-phone.ts';
import { figure, type Figure, type Scale } from '../figures.ts';

import { must, Parley } from '../parley.ts';
import { Reference } from '../program.ts';
import { questions, stepId } from '../workshop.ts';

/**
 * Answers a second through the whole server: over a socket in, parsed, decided, appended, synced, folded, and
 * answered. As many phones that each stays below what one phone may send.
 */

const inFlight = 200;
const phonesEach = 3;

export async function append({ isQuick }: Scale): Promise<Figure[]> {
  const seconds = isQuick ? 1.5 : 4;
  const rounds = 5;
  const parley = await Parley.start();
  const { reference } = await Reference.start<object>('inserts');
  const named = await Voters.come(parley, 'named');
  const sealed = await Voters.come(parley, 'sealed');
  const found = {
    named: [] as number[],
    sealed: [] as number[],
    single: [] as number[],
    hundred: [] as number[],
  };
  for (let round = 0; round < rounds; round += 1) {
    found.named.push(await named.perSecond(seconds));
    found.single.push(
      (await reference.ask<{ perSecond: number }>({ how: 'single', seconds: seconds / 2 })).perSecond,
    );
    found.sealed.push(await sealed.perSecond(seconds));
    found.hundred.push(
      (await reference.ask<{ perSecond: number }>({ how: 'hundred', seconds: seconds / 2 })).perSecond,
    );
  }
  named.leave();
  sealed.leave();
  await Promise.all([parley.stop(), reference.stop()]);
  const unit = 'answers/s';
  const ofSingle = { unit, references: found.single, limit: { ratio: 'at least', is: 8 } } as const;
  const ofHundred = { unit, references: found.hundred, limit: { ratio: 'at least', is: 0.4 } } as const;
  return [
    figure({ name: 'append named/single', values: found.named, ...ofSingle }),
    figure({ name: 'append named/batch', values: found.named, ...ofHundred }),
    figure({ name: 'append sealed/single', values: found.sealed, ...ofSingle }),
    figure({ name: 'append sealed/batch', values: found.sealed, ...ofHundred }),
  ];
}

class Voters {
  private readonly desk: BarePhone;
  private readonly phones: BarePhone[];
  private opened = 0;
  private counter = 0;

  private constructor(desk: BarePhone, phones: BarePhone[]) {
    this.desk = desk;
    this.phones = phones;
  }

  static async come(parley: Parley, mode: 'named' | 'sealed'): Promise<Voters> {
    const made = await parley.create(questions(mode, 40));
    const phones = await parley.phones(made, inFlight * phonesEach);
    return new Voters(await parley.desk(made), phones);
  }

  /** A question of its own for each round: how often one person may change one answer is limited. */
  async perSecond(seconds: number): Promise<number> {
    const step = stepId(this.opened);
    this.opened += 1;
    await must(this.desk, { type: 'open', step });
    const began = performance.now();
    const until = began + seconds * 1000;
    const lanes = Array.from({ length: inFlight }, async (_, lane) => await this.lane(step, lane, until));
    const answered = (await Promise.all(lanes)).reduce((sum, many) => sum + many, 0);
    const perSecond = (answered / (performance.now() - began)) * 1000;
    await must(this.desk, { type: 'close', step });
    return perSecond;
  }

  leave(): void {
    for (const phone of [this.desk, ...this.phones]) phone.close();
  }

  /** One answer in flight, from each of its phones in turn. */
  private async lane(step: string, lane: number, until: number): Promise<number> {
    let answered = 0;
    while (performance.now() < until) {
      const phone = this.phones[lane * phonesEach + (answered % phonesEach)];
      if (!phone) throw new Error('A lane has phones of its own.');
      this.counter += 1;
      const answer = await phone.ask({
        id: randomUUID(),
        type: 'answer',
        step,
        round: 1,
        answer: { value: 1 + (this.counter % 5) },
        counter: Math.min(1_000_000, this.counter),
      });
      if (!answer.startsWith('[{"ok":true')) throw new Error(`An answer was answered ${answer}`);
      answered += 1;
    }
    return answered;
  }
}
