/** What is said about a minute, a seat and a name. */
export const moreWords = {
  minuteTitle: 'Ask for a minute?',
  minuteText: 'Your facilitator sees that you asked, and nobody else. Nothing on the wall says who it was.',
  minuteTextCandidate:
    'The wall goes blank at once, without saying why. Only your facilitator sees that you asked.',
  minuteYes: 'Ask for a minute',
  minuteAsked: 'Your facilitator knows.',
  keepSeat: 'Keep this seat',
  keepSeatText:
    'This link is your seat: open it on another phone or in another browser to go on there. Whoever has it is you, so keep it to yourself.',
  copy: 'Copy the link',
  copied: 'Copied',
  share: 'Send it to myself',
  newName: 'Change my name',
  keepName: 'Use this name',
  leave: 'Join as someone else',
  leaveText: 'This phone forgets its seat. The seat stays in the room, and its answers count.',
  leaveYes: 'Forget this seat',
};
