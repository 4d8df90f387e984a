import { describe, expect, test } from 'vitest';
import { momentLink, placeIn } from './replay-source.ts';

describe('what stands behind “#” in a reader’s link', () => {
  test('is a token, a moment, a stop of the tour or a part of the document, in any order', () => {
    expect(placeIn('')).toEqual({ token: null, at: null, tour: null, part: null });
    expect(placeIn('#reader-abc&at=123')).toEqual({ token: 'reader-abc', at: 123, tour: null, part: null });
    expect(placeIn('#at=7&tour=2&reader-abc')).toEqual({ token: 'reader-abc', at: 7, tour: 2, part: null });
    expect(placeIn('#part=0')).toEqual({ token: null, at: null, tour: null, part: 0 });
  });

  test('is left alone where it makes no sense', () => {
    for (const hash of ['#at=', '#at=-3', '#at=0', '#at=1.5', '#at=x', '#at=1e99x'])
      expect(placeIn(hash).at).toBeNull();
  });

  test('comes back from the link that is copied', () => {
    const link = momentLink(
      { origin: 'http://192.168.1.20:4747', pathname: '/replay/abc' },
      { session: 'abc', token: 'tok' },
      42,
    );
    expect(link).toBe('http://192.168.1.20:4747/replay/abc#tok&at=42');
    expect(placeIn(new URL(link).hash)).toMatchObject({ token: 'tok', at: 42 });
  });
});
