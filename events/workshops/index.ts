import type { Workshop } from '../session/workshop.ts';
import { readyNow } from './ready-now.ts';
import { realOrPaper } from './real-or-paper.ts';
import { sponsorCheck } from './sponsor-check.ts';
import { strongestArgument } from './strongest-argument.ts';
import { youThenOrg } from './you-then-org.ts';

/** The registry of templates: one line a workshop, in the order people are offered them. */
export const workshops: readonly Workshop[] = [
  realOrPaper,
  readyNow,
  strongestArgument,
  youThenOrg,
  sponsorCheck,
];

export function workshopOf(id: string): Workshop | null {
  return workshops.find((workshop) => workshop.id === id) ?? null;
}
