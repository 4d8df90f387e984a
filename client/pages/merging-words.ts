export const mergingWords = {
  title: 'Put together what means the same',
  hint: 'Choose two or more cards. Different arguments stay apart; nothing is lost, and splitting brings them back.',
  chosen: (count: number) => (count === 1 ? '1 chosen; choose one more' : `${count} chosen`),
  none: 'Clear',
  merge: 'Put together',
  rename: 'Rename',
  split: 'Split',
  called: 'In one line, what do they say?',
  erased: 'Erased',
};
