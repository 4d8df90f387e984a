/**
 * What a box remembers in memory: under each pseudonym the latest cast's counter, state and place, and which
 * commands were seen. Never a content. The rule of the box is decided here, for every driver:
 * a repeated command changes nothing; among a person's casts the highest counter wins, and of equal counters
 * the later arrival; so a late retry never overwrites a newer answer.
 */
import { castsPerPersonMax, type BallotCounts, type Cast, type CastResult, type CastState } from './box.ts';
import { commandDigest, contentDigest, pseudonym, type Entry, type RoundSecret } from './sealing.ts';

interface Standing {
  counter: number;
  state: CastState;
  number: number;
  commands: Map<string, string>;
}

export type Decision = { write: Omit<Entry, 'batch'> } | { settled: CastResult };

export class Roll {
  private readonly secret: RoundSecret;
  private readonly standings = new Map<string, Standing>();

  constructor(secret: RoundSecret) {
    this.secret = secret;
  }

  /** The answer to a command that was seen before; null for a new one. */
  repeated(cast: Cast): CastResult | null {
    const standing = this.standings.get(pseudonym(this.secret, cast.participant));
    const seen = standing?.commands.get(commandDigest(this.secret, cast.participant, cast.id));
    if (seen === undefined) return null;
    const same = seen === contentDigest(this.secret, cast.state, Buffer.from(cast.content));
    return same ? { kept: true } : { refused: 'id-reused' };
  }

  decide(cast: Cast, contentBytesMax: number): Decision {
    const repeated = this.repeated(cast);
    if (repeated !== null) return { settled: repeated };
    const person = pseudonym(this.secret, cast.participant);
    const standing = this.standings.get(person);
    const content = Buffer.from(cast.content);
    if (content.length > contentBytesMax) return { settled: { refused: 'too-large' } };
    const last = standing?.counter ?? -1;
    const counter = cast.counter ?? Math.min(last + 1, Number.MAX_SAFE_INTEGER);
    if (counter < last) return { settled: { kept: true } };
    if (standing !== undefined && this.exhausted(standing, cast)) return { settled: { refused: 'too-many' } };
    const command = commandDigest(this.secret, cast.participant, cast.id);
    return { write: { pseudonym: person, command, counter, state: cast.state, content } };
  }

  /** Taking an answer back stays possible when changing it once more is not. */
  private exhausted(standing: Standing, cast: Cast): boolean {
    if (standing.commands.size < castsPerPersonMax) return false;
    return cast.state !== 'withdrawn' || standing.state === 'withdrawn';
  }

  /** Takes in what is durably written as record `number`. */
  add(entry: Entry, number: number): void {
    const { counter, state } = entry;
    const commands = this.standings.get(entry.pseudonym)?.commands ?? new Map<string, string>();
    commands.set(entry.command, contentDigest(this.secret, state, entry.content));
    this.standings.set(entry.pseudonym, { counter, state, number, commands });
  }

  counts(): BallotCounts {
    const states = [...this.standings.values()].map((standing) => standing.state);
    return {
      answered: states.filter((state) => state === 'answered').length,
      passed: states.filter((state) => state === 'passed').length,
    };
  }

  has(participant: string): CastState | null {
    return this.standings.get(pseudonym(this.secret, participant))?.state ?? null;
  }

  /** The numbers of the records that count: each person's latest, unless withdrawn. */
  standing(): number[] {
    return [...this.standings.values()]
      .filter(({ state }) => state !== 'withdrawn')
      .map(({ number }) => number);
  }
}
