import type { Workshop } from '../events/session/workshop.ts';
import { rollFor } from './roll.ts';

/** Who comes to a rehearsal. Names as rooms really have them: short, long, with marks, and two that look alike. */

const names = [
  'Amara Okafor',
  'Björn',
  'Chen Wei',
  'Dimitra P.',
  'Eleonore von Hohenberg-Castellani y Fernández de Córdoba',
  'Fatima Zahra',
  'Giorgos',
  'Hye-jin Park',
  'İbrahim Yıldız',
  'João',
  'Kateryna',
  'Lars',
  'Mei',
  'Nguyễn Thị Minh Khai',
  'Oluwaseun Adeyemi',
  'Priya R',
  'Quentin',
  'Rosa M. Delgado',
  'Siobhán Ní Bhriain',
  'Tomasz Wiśniewski',
  'Uma',
  'Ville',
  'Wanjiru',
  'Xóchitl',
  'Yusuf',
  'Zoë',
  'Anna K.',
  'Anna S.',
  'Malik',
  'Noor el Din',
];
/** A list on a desk that has never held this one has not been seen. */
const longest = names[4] ?? '';

export interface PretendPerson {
  name: string;
  role: string;
  /** the same for every phone of a rehearsal, and what makes two rehearsals differ */
  seed: number;
  /** from 0 */
  number: number;
}

/** Fewer than asked for when the workshop has no room for more. */
export function pretendPeople(workshop: Workshop, phones: number, seed: number): PretendPerson[] {
  const shuffled = withLongest(shuffle(names, rollFor(seed, 'names')), phones);
  return rolesFor(workshop, phones).map((role, number) => {
    const name = shuffled[number % shuffled.length] ?? '';
    return { name: number < shuffled.length ? name : `${name} ${number + 1}`, role, seed, number };
  });
}

/** One of each special role, in the middle of the room; all others come as whoever joins with the code does. */
function rolesFor({ roles, joinAs }: Workshop, phones: number): string[] {
  const usual = roles.find(({ id }) => id === joinAs) ?? roles[0];
  if (!usual) return [];
  const special = roles.filter(({ id }) => id !== usual.id).map(({ id }) => id);
  const others = special.slice(0, Math.floor(phones / 2));
  const many = Math.min(phones - others.length, usual.max ?? phones);
  const first = Math.min(2, many);
  return [
    ...Array.from({ length: first }, () => usual.id),
    ...others,
    ...Array.from({ length: many - first }, () => usual.id),
  ];
}

function withLongest(shuffled: readonly string[], phones: number): string[] {
  const place = shuffled.indexOf(longest);
  if (phones < 4 || place < phones) return [...shuffled];
  return [...shuffled.slice(0, 3), longest, ...shuffled.slice(3).filter((name) => name !== longest)];
}

function shuffle<T>(things: readonly T[], roll: () => number): T[] {
  return things
    .map((thing) => ({ thing, at: roll() }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ thing }) => thing);
}
