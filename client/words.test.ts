import { describe, expect, it } from 'vitest';
import { counted, listed, privacyWords, type Privacy } from './words.ts';

const sealed: Privacy = {
  mode: 'sealed',
  floor: 5,
  size: 9,
  seenBy: 'room',
  roles: [],
  topic: 'people',
  writes: false,
};

describe('who sees an answer, said before it is given', () => {
  it('is never less than what happens to it', () => {
    expect(privacyWords(sealed)).toBe(
      'Shown only together, once at least 5 have answered. If everyone answers alike, everyone will know.',
    );
    expect(privacyWords({ ...sealed, seenBy: 'desk' })).toBe(
      'Shown to your facilitator alone, only together, once at least 5 have answered. If everyone answers alike, that shows too.',
    );
    expect(privacyWords({ ...sealed, topic: 'project', floor: 3 })).toBe(
      'Shown only together, once at least 3 have answered.',
    );
    expect(privacyWords({ ...sealed, writes: true, topic: 'project' })).toBe(
      'Shown without names, in random order, once at least 5 have answered.',
    );
    expect(privacyWords({ ...sealed, mode: 'named' })).toBe(
      'Your name stands beside this. Your facilitator sees this now, the room when it is shown.',
    );
    expect(privacyWords({ ...sealed, mode: 'one', seenBy: 'roles', roles: ['Manager'] })).toBe(
      'Manager can see this. Nobody else can.',
    );
    expect(privacyWords({ ...sealed, mode: 'self', floor: 3 })).toBe(
      'This stays on your phone unless you add it. Added answers are shown only together, once at least 3 are in.',
    );
  });

  it('says so where so few are asked that nothing hides them', () => {
    expect(privacyWords({ ...sealed, floor: 3, size: 4 })).toBe(
      'Shown only together, once at least 3 have answered. There are four of you, so this hides very little.',
    );
  });

  it('says so where nothing hides the only one who is asked', () => {
    expect(privacyWords({ ...sealed, size: 1 })).toBe(
      'Shown only together, once at least 5 have answered. Only one of you is asked, so this hides nothing.',
    );
  });

  it('says “you” to whoever alone holds a role that sees it', () => {
    const own: Privacy = { ...sealed, mode: 'one', seenBy: 'roles', you: 'Manager' };
    expect(privacyWords(own)).toBe('Only you, as Manager, can see this.');
    expect(privacyWords({ ...own, roles: ['Candidate'] })).toBe(
      'You and Candidate can see this. Nobody else can.',
    );
    expect(privacyWords({ ...own, mode: 'sealed', topic: 'project' })).toBe(
      'Shown to you alone, only together, once at least 5 have answered.',
    );
  });

  it('names those who see the room’s answer where the room does not', () => {
    expect(privacyWords({ ...sealed, topic: 'project', seenBy: 'desk' })).toBe(
      'Shown to your facilitator alone, only together, once at least 5 have answered.',
    );
    expect(privacyWords({ ...sealed, topic: 'project', seenBy: 'roles', roles: ['Asker', 'Scribe'] })).toBe(
      'Shown to Asker and Scribe alone, only together, once at least 5 have answered.',
    );
  });
});

describe('counts and lists', () => {
  it('read as a person would say them', () => {
    expect(counted(1, 'row', 'rows')).toBe('1 row');
    expect(counted(7, 'row', 'rows')).toBe('7 rows');
    expect(listed([])).toBe('');
    expect(listed(['a', 'b', 'c'])).toBe('a, b and c');
  });
});
