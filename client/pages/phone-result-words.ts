/** What stands around the room's answer on a phone. */
export const resultWords = {
  showMine: 'Show mine',
  hideMine: 'Hide mine',
  noMine: 'You did not answer this one.',
  notAsked: 'You were not asked this one.',
  passedMine: 'You chose not to say.',
  decides: 'You decide this, once you have read what the room says.',
  decide: 'To the decision',
  before: 'Before',
  now: 'Now',
  round: (number: number) => `Round ${number}`,
  joinedAfterFirst: 'You joined after the first vote, so we can’t show your change.',
};
