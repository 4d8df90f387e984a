/** Everything has a limit. These are the ones that schemas, decider and screens share; no zod in here. */
export const limits = {
  stepsMax: 60,
  rolesMax: 12,
  fieldsMax: 40,
  titleMax: 120,
  promptMax: 600,
  sayMax: 1200,
  nameMax: 60,
  subjectMax: 200,
  noteMax: 2000,
  fieldTextMax: 4000,
  participantsMax: 10_000,
  eventsMax: 200_000,
  /** a wall that needs more pages than this shows too much */
  pagesMax: 99,
  roundsMax: 9,
  optionsMax: 200,
  electorateNamesMax: 30,
  messageBytesMax: 32_768,
  /** a step whose long list a facilitator edits */
  facilitatorBytesMax: 262_144,
} as const;

/** Floors of the house: people who must have answered before a sealed answer is shown. */
export const floors = { people: 5, project: 3, lowest: 3 } as const;
