/**
 * A process that casts until it is killed: `casting-process.ts DIRECTORY PEOPLE FIRST`. Every person changes
 * their mind again and again; each line on standard output is an acknowledged cast, `person counter`. For
 * file.test.ts.
 */
import { writeSync } from 'node:fs';
import { openFileBallotBox } from './file.ts';

const [directory = '', people = '0', first = '0'] = process.argv.slice(2);
const ref = { session: 'session-1', step: 'readiness', round: 1 };

const box = await openFileBallotBox({
  directory,
  fatal: (sentence) => {
    throw new Error(sentence);
  },
});
await box.open(ref, 120);

async function changeMind(person: number): Promise<void> {
  for (let counter = Number(first); ; counter++) {
    const content = JSON.stringify({ answer: { text: `person ${person} counter ${counter}` } });
    const id = `${person}-${counter}`;
    const result = await box.cast(ref, {
      participant: `participant-${person}`,
      id,
      counter,
      state: 'answered',
      content,
    });
    // Synchronously: a line that was still in a buffer would not be an acknowledgement.
    if ('kept' in result) writeSync(1, `${person} ${counter}\n`);
  }
}

await Promise.all(Array.from({ length: Number(people) }, (_, person) => changeMind(person)));
