import { describe, expect, it } from 'vitest';
import {
  forgetSeat,
  readLink,
  rememberSeat,
  seatFor,
  seatLink,
  seats,
  shownCode,
  tidyCode,
} from './seats.ts';
import { memoryStore } from './storage.ts';

const seat = { session: 's-1', participant: 'p-1', token: 'parley_p_x', code: 'ABCD2345', at: 1 };

describe('the way to a seat', () => {
  it('is a code, in any case, with or without its dash', () => {
    expect(readLink('/j/abcd-2345', '')).toEqual({ is: 'code', code: 'ABCD2345' });
    expect(readLink('/j', '')).toEqual({ is: 'code', code: '' });
    expect(tidyCode(' abcd 2345 ')).toBe('ABCD2345');
    expect(shownCode('ABCD2345')).toBe('ABCD-2345');
    expect(shownCode('ABC')).toBe('ABC');
  });

  it('is a link whose token stands in the fragment', () => {
    expect(readLink('/join/s-1', '#parley_j_y')).toEqual({
      is: 'personal',
      session: 's-1',
      token: 'parley_j_y',
    });
    const { pathname, hash } = new URL(seatLink('http://192.168.0.4:4747', seat));
    expect(readLink(pathname, hash)).toEqual({ is: 'seat', session: 's-1', token: 'parley_p_x' });
  });

  it('is no way at all where the address is broken', () => {
    expect(readLink('/j/%E0%A4%A', '')).toEqual({ is: 'code', code: '' });
    expect(readLink('/join/s-1', '')).toEqual({ is: 'code', code: '' });
  });

  it('leads back to the same seat until that is forgotten', () => {
    const store = memoryStore();
    rememberSeat(store, seat);
    rememberSeat(store, { ...seat, session: 's-2', code: '' });
    expect(seatFor(store, 'ABCD2345')).toEqual(seat);
    expect(seatFor(store, '')).toBeNull();
    forgetSeat(store, 's-1');
    expect(seats(store).map(({ session }) => session)).toEqual(['s-2']);
  });
});
