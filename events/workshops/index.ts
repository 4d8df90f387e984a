import type { Workshop } from '../session/workshop.ts';
import {
  fiveThings,
  offerQuestions,
  packet,
  thisWeek,
  threeMoves,
  visibilityGrid,
  whatVersusHow,
} from './about-the-company.ts';
import {
  archetype,
  fourShifts,
  goingDeep,
  gutCheck,
  impactSentence,
  ninetyDays,
  peerTest,
  peopleCheck,
  whatDrawsMe,
  workMix,
} from './about-you.ts';
import { calibrationPrep, calibrationPrep60, calibrationPrep90 } from './calibration-prep.ts';
import { readyNow } from './ready-now.ts';
import { realOrPaper } from './real-or-paper.ts';
import { sponsorCheck } from './sponsor-check.ts';
import { strongestArgument } from './strongest-argument.ts';
import { stuckProject, stuckProject60, stuckProject90 } from './stuck-project.ts';
import { youThenOrg } from './you-then-org.ts';

/** The registry of templates: one line a workshop, in the order people are offered them. */
export const workshops: readonly Workshop[] = [
  calibrationPrep,
  stuckProject,
  realOrPaper,
  readyNow,
  strongestArgument,
  youThenOrg,
  sponsorCheck,
  calibrationPrep60,
  calibrationPrep90,
  stuckProject60,
  stuckProject90,
  peerTest,
  archetype,
  fourShifts,
  workMix,
  gutCheck,
  peopleCheck,
  whatVersusHow,
  impactSentence,
  packet,
  visibilityGrid,
  fiveThings,
  threeMoves,
  offerQuestions,
  thisWeek,
  ninetyDays,
  goingDeep,
  whatDrawsMe,
];

export function workshopOf(id: string): Workshop | null {
  return workshops.find((workshop) => workshop.id === id) ?? null;
}
