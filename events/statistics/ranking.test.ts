import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Borda, Schulze, Smith } from 'votes';

import { type Ballot, borda, concordance, kendallW, schulze, tallyRankings } from './ranking.ts';
import vectors from './vectors.json' with { type: 'json' };

/** "A>B=C" as a ballot. */
const ballot = (text: string): string[][] => text.split('>').map((group) => group.split('='));
const room = (...lines: [number, string][]) =>
  lines.flatMap(([times, text]) => Array.from({ length: times }, () => ballot(text)));
const profile = (index: number) =>
  room(
    ...(vectors.rankings[index]?.ballots ?? []).map(([times, text]): [number, string] => [
      Number(times),
      String(text),
    ]),
  );
const letters = ['A', 'B', 'C', 'D', 'E'];
const single = (order: readonly string[]) => order.map((id) => [id]);

/** Ballots with ties, gaps in what is ranked, and now and then nothing ranked at all. */
const ballotOf = (options: readonly string[]): fc.Arbitrary<string[][]> =>
  fc
    .tuple(
      fc.shuffledSubarray([...options]),
      fc.array(fc.boolean(), { minLength: options.length, maxLength: options.length }),
    )
    .map(([ids, joins]) =>
      ids.reduce<string[][]>((groups, id, index) => {
        const last = groups.at(-1);
        return last && joins[index] ? [...groups.slice(0, -1), [...last, id]] : [...groups, [id]];
      }, []),
    );
const ballotsOf = (options: readonly string[]) =>
  fc.array(ballotOf(options), { minLength: 1, maxLength: 12 });
const fullBallots = fc.array(fc.shuffledSubarray(letters, { minLength: 5 }).map(single), {
  minLength: 1,
  maxLength: 15,
});
const matrix = (pairwise: Record<string, Record<string, number>>, options = letters) =>
  options.map((above) => options.map((below) => pairwise[above]?.[below] ?? 0));
const sortedGroups = (order: readonly (readonly string[])[]) => order.map((group) => [...group].sort());

describe('rooms from the literature', () => {
  test('five methods, five winners: Schulze elects C, Borda B, plurality A', () => {
    const ballots = profile(0);
    const tally = tallyRankings(ballots, letters);
    expect(schulze(tally)).toEqual({
      order: single(['C', 'B', 'D', 'E', 'A']),
      cycle: false,
      circular: false,
      smith: ['C'],
    });
    const { note: _, ...points } = vectors.rankings[0]?.borda ?? { note: '' };
    expect(borda(tally).points).toEqual(points);
    expect(borda(tally).order).toEqual(single(['B', 'C', 'D', 'E', 'A']));
    const firsts = letters.map((id) => ballots.filter(([first]) => first?.includes(id)).length);
    expect(letters[firsts.indexOf(Math.max(...firsts))]).toBe('A');
  });

  test("Schulze's 45 voters: a circle of majorities, and still one order", () => {
    const tally = tallyRankings(profile(1), letters);
    expect(matrix(tally.pairwise)).toEqual(vectors.rankings[1]?.pairwise?.m);
    expect(schulze(tally)).toMatchObject({
      order: single(['E', 'A', 'C', 'B', 'D']),
      cycle: true,
      circular: true,
    });
    expect(borda(tally).points).toEqual(vectors.rankings[1]?.borda);
  });

  test('Tennessee: Nashville beats every other city', () => {
    const cities = ['Memphis', 'Nashville', 'Chattanooga', 'Knoxville'];
    const result = schulze(tallyRankings(profile(2), cities));
    expect(result.order).toEqual(single(vectors.rankings[2]?.kemeny ?? []));
    expect(result).toMatchObject({ cycle: false, smith: ['Nashville'] });
  });
});

describe("Kendall's W", () => {
  const byRating = (ratings: readonly number[]) =>
    [...new Set(ratings)]
      .sort((a, b) => a - b)
      .map((r) => ratings.flatMap((other, item) => (other === r ? [`${item}`] : [])));
  const tallied = (ratings: readonly number[][]) =>
    tallyRankings(
      ratings.map(byRating),
      (ratings[0] ?? []).map((_, item) => `${item}`),
    );

  test.each(vectors.kendallW)('W of $ratings is $W_tiecorrected', ({ ratings, W_tiecorrected }) => {
    const w = kendallW(tallied(ratings));
    if (W_tiecorrected === null) expect(w).toBeNull();
    else expect(w).toBeCloseTo(W_tiecorrected, 6);
  });

  test('without the tie term it is the uncorrected one', () => {
    const [anxiety] = vectors.kendallW;
    expect(kendallW({ ...tallied(anxiety?.ratings ?? []), ties: 0 })).toBeCloseTo(
      anxiety?.W_uncorrected ?? NaN,
      6,
    );
  });

  test('a Latin square has no common order', () => {
    expect(
      kendallW(
        tallied([
          [1, 2, 3],
          [2, 3, 1],
          [3, 1, 2],
        ]),
      ),
    ).toBe(0);
  });

  test('what is left out shares the mean of the remaining places', () => {
    const tally = tallyRankings([ballot('A>B'), ballot('A>B')], letters);
    expect(tally.rankSums).toEqual({ A: 2, B: 4, C: 8, D: 8, E: 8 });
    expect(tally.ties).toBe(2 * (27 - 3));
    expect(kendallW(tally)).toBeCloseTo(1, 9);
  });

  test('one ballot, one option and no ballot have no agreement, not an agreement of 0 or 1', () => {
    expect(kendallW(tallyRankings([ballot('A>B')], ['A', 'B']))).toBeNull();
    expect(kendallW(tallyRankings([ballot('A'), ballot('A')], ['A']))).toBeNull();
    expect(kendallW(tallyRankings([], letters))).toBeNull();
  });

  test('three ballots or three options get no word', () => {
    const four = room([4, 'A>B>C>D']);
    expect(concordance(tallyRankings(four, ['A', 'B', 'C', 'D']))).toBe('very-strong');
    expect(concordance(tallyRankings(four.slice(1), ['A', 'B', 'C', 'D']))).toBeNull();
    expect(concordance(tallyRankings(room([4, 'A>B>C']), ['A', 'B', 'C']))).toBeNull();
    expect(concordance(tallyRankings(room([4, 'A=B=C=D']), ['A', 'B', 'C', 'D']))).toBeNull();
    expect(concordance(tallyRankings(room([2, 'A>B>C>D'], [2, 'D>C>B>A']), ['A', 'B', 'C', 'D']))).toBe(
      'very-weak',
    );
  });

  test('stays between 0 and 1', () => {
    fc.assert(
      fc.property(ballotsOf(letters), (ballots) => {
        const w = kendallW(tallyRankings(ballots, letters)) ?? 0;
        expect(w).toBeGreaterThanOrEqual(0);
        expect(w).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });
});

describe('small and undecided rooms', () => {
  test('nobody answered: no order at all', () => {
    const tally = tallyRankings([], letters);
    expect(schulze(tally)).toEqual({ order: [], cycle: false, circular: false, smith: [] });
    expect(borda(tally)).toEqual({ order: [], points: {} });
  });

  test('one person: their own order, ties kept', () => {
    const tally = tallyRankings([ballot('C>A=B')], letters);
    expect(schulze(tally).order).toEqual([['C'], ['A', 'B'], ['D', 'E']]);
    expect(borda(tally)).toEqual({
      order: [['C'], ['A', 'B'], ['D', 'E']],
      points: { A: 3.5, B: 3.5, C: 5, D: 1.5, E: 1.5 },
    });
  });

  test('everybody ties everything: one group, nothing runs in a circle', () => {
    const tally = tallyRankings(room([3, 'A=B=C=D=E']), letters);
    expect(schulze(tally)).toEqual({ order: [letters], cycle: true, circular: false, smith: letters });
    expect(borda(tally).order).toEqual([letters]);
    expect(tallyRankings([[]], letters).pairwise).toEqual(tallyRankings([[letters]], letters).pairwise);
  });

  test('a plain tie is told from a circle of majorities', () => {
    expect(schulze(tallyRankings(room([2, 'A>B>C'], [2, 'B>A>C']), ['A', 'B', 'C']))).toEqual({
      order: [['A', 'B'], ['C']],
      cycle: true,
      circular: false,
      smith: ['A', 'B'],
    });
    expect(schulze(tallyRankings(room([1, 'A>B>C'], [1, 'B>C>A'], [1, 'C>A>B']), ['A', 'B', 'C']))).toEqual({
      order: [['A', 'B', 'C']],
      cycle: true,
      circular: true,
      smith: ['A', 'B', 'C'],
    });
  });

  test('two winners stay together though only one of them beats somebody', () => {
    // A beats C; B ties with both. Counting victories would put A first alone.
    const result = schulze(tallyRankings(room([1, 'A>C>B'], [1, 'B>A>C']), ['A', 'B', 'C']));
    expect(result.order).toEqual([['A', 'B'], ['C']]);
  });

  test('a circle below the winner is no circle at the top', () => {
    const tally = tallyRankings(room([1, 'W>A>B>C'], [1, 'W>B>C>A'], [1, 'W>C>A>B']), ['W', 'A', 'B', 'C']);
    expect(schulze(tally)).toEqual({
      order: [['W'], ['A', 'B', 'C']],
      cycle: false,
      circular: false,
      smith: ['W'],
    });
  });

  test('a ballot naming an option twice or a strange one is a fault of the caller', () => {
    expect(() => tallyRankings([[['A'], ['A']]], letters)).toThrow('at most once');
    expect(() => tallyRankings([[['F']]], letters)).toThrow('at most once');
  });
});

describe('against npm votes', () => {
  /**
   * The published 3.0.0 gives no Borda points to what a ballot leaves out, so the last tie group is written out for it.
   * Its instant run-off drops tied losers together and is not compared.
   */
  const theirBorda = (ballots: readonly Ballot[]) =>
    new Borda({
      candidates: letters,
      ballots: ballots.map((groups) => {
        const unranked = letters.filter((id) => !groups.flat().includes(id));
        return {
          ranking: [...groups.map((group) => [...group]), ...(unranked.length > 0 ? [unranked] : [])],
          weight: 1,
        };
      }),
    });

  test('the same pairs, Borda points and Smith set', () => {
    fc.assert(
      fc.property(ballotsOf(letters), (ballots) => {
        const tally = tallyRankings(ballots, letters);
        const theirs = theirBorda(ballots);
        expect(matrix(tally.pairwise)).toEqual(theirs.matrix.array);
        expect(borda(tally).points).toEqual(theirs.scores());
        expect(schulze(tally).smith).toEqual(new Smith(theirs.matrix).ranking()[0]?.sort());
      }),
    );
  });

  test('their Schulze winners are winners here; they part tied winners by counting victories', () => {
    fc.assert(
      fc.property(ballotsOf(letters), (ballots) => {
        const theirs = new Schulze(theirBorda(ballots).matrix).ranking();
        expect(schulze(tallyRankings(ballots, letters)).order[0]).toEqual(
          expect.arrayContaining(theirs[0] ?? []),
        );
      }),
    );
  });

  test('exactly the same Schulze order wherever neither knows a tie', () => {
    fc.assert(
      fc.property(fullBallots, (ballots) => {
        const theirs = new Schulze(theirBorda(ballots).matrix).ranking();
        const ours = schulze(tallyRankings(ballots, letters)).order;
        if (ours.length === letters.length) expect(ours).toEqual(theirs);
      }),
    );
  });
});

describe('against the definition, walking every path', () => {
  /** The strongest of all paths from one option to another that visit no option twice. */
  const strongest = (wins: number[][], from: number, to: number, unvisited: readonly number[]): number => {
    const link = (i: number, j: number) => {
      const won = wins[i]?.[j] ?? 0;
      return won > (wins[j]?.[i] ?? 0) ? won : 0;
    };
    const detours = unvisited.map((via) =>
      Math.min(
        link(from, via),
        strongest(
          wins,
          via,
          to,
          unvisited.filter((other) => other !== via),
        ),
      ),
    );
    return Math.max(link(from, to), ...detours);
  };

  test('each group holds exactly those whom nobody left beats', () => {
    fc.assert(
      fc.property(ballotsOf(letters), (ballots) => {
        const tally = tallyRankings(ballots, letters);
        const wins = matrix(tally.pairwise);
        const beats = (a: string, b: string) => {
          const [from, to] = [letters.indexOf(a), letters.indexOf(b)];
          const others = letters.flatMap((_, index) => (index === from || index === to ? [] : [index]));
          return strongest(wins, from, to, others) > strongest(wins, to, from, others);
        };
        const { order } = schulze(tally);
        expect(order.flat().sort()).toEqual(letters);
        for (const [place, group] of order.entries()) {
          const left = order.slice(place).flat();
          expect(left.filter((id) => !left.some((other) => beats(other, id))).sort()).toEqual(
            [...group].sort(),
          );
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('properties', () => {
  const results = (ballots: readonly Ballot[], options: readonly string[]) => {
    const tally = tallyRankings(ballots, options);
    const { order, cycle, circular } = schulze(tally);
    return {
      order: sortedGroups(order),
      cycle,
      circular,
      borda: sortedGroups(borda(tally).order),
      w: kendallW(tally)?.toFixed(9),
    };
  };

  test('the order of ballots never matters, nor the order inside a tie', () => {
    fc.assert(
      fc.property(ballotsOf(letters), (ballots) => {
        const turned = [...ballots].reverse().map((groups) => groups.map((group) => [...group].reverse()));
        expect(tallyRankings(turned, letters)).toEqual(tallyRankings(ballots, letters));
      }),
    );
  });

  test('listing the options otherwise changes nothing, so it never breaks a tie', () => {
    fc.assert(
      fc.property(ballotsOf(letters), fc.shuffledSubarray(letters, { minLength: 5 }), (ballots, listed) => {
        expect(results(ballots, listed)).toEqual(results(ballots, letters));
        expect(schulze(tallyRankings(ballots, listed))).toEqual(schulze(tallyRankings(ballots, letters)));
      }),
    );
  });

  test('renaming the options renames the result', () => {
    fc.assert(
      fc.property(ballotsOf(letters), fc.shuffledSubarray(letters, { minLength: 5 }), (ballots, names) => {
        const rename = (id: string) => names[letters.indexOf(id)] ?? '';
        const renamed = (order: readonly (readonly string[])[]) => order.map((group) => group.map(rename));
        const before = results(ballots, letters);
        expect(results(ballots.map(renamed), letters)).toEqual({
          ...before,
          order: sortedGroups(renamed(before.order)),
          borda: sortedGroups(renamed(before.borda)),
        });
      }),
    );
  });

  test('every ballot turned upside down turns the Borda order, sends a sole winner to the end and leaves W as it was', () => {
    fc.assert(
      fc.property(fullBallots, (ballots) => {
        const before = results(ballots, letters);
        const after = results(
          ballots.map((order) => [...order].reverse()),
          letters,
        );
        expect(after.borda).toEqual([...before.borda].reverse());
        expect(after.w).toBe(before.w);
        if (before.order[0]?.length === 1) expect(after.order.at(-1)).toEqual(before.order[0]);
      }),
    );
  });

  test('Schulze puts the option that beats all others first, and the one that loses to all last', () => {
    fc.assert(
      fc.property(ballotsOf(letters), (ballots) => {
        const tally = tallyRankings(ballots, letters);
        const { order } = schulze(tally);
        const wins = matrix(tally.pairwise);
        for (const [i, id] of letters.entries()) {
          const duels = letters.flatMap((_, j) =>
            i === j ? [] : [(wins[i]?.[j] ?? 0) - (wins[j]?.[i] ?? 0)],
          );
          if (duels.every((lead) => lead > 0)) expect(order[0]).toEqual([id]);
          if (duels.every((lead) => lead < 0)) expect(order.at(-1)).toEqual([id]);
        }
      }),
    );
  });

  test('a clone of one option changes nothing among the others', () => {
    const withClone = fc.tuple(
      ballotsOf(['A', 'B', 'C', 'D']),
      fc.array(fc.constantFrom('above', 'below', 'tied'), { minLength: 12, maxLength: 12 }),
    );
    fc.assert(
      fc.property(withClone, ([ballots, sides]) => {
        const cloned = ballots.map((groups, index) => {
          const side = sides[index];
          const all = groups.flat().includes('A')
            ? groups
            : [...groups, ['A', 'B', 'C', 'D'].filter((id) => !groups.flat().includes(id))];
          return all.flatMap((group) => {
            if (!group.includes('A')) return [group];
            // Beside a third option only a tie keeps the two next to each other.
            if (side === 'tied' || group.length > 1) return [[...group, 'A2']];
            return side === 'above' ? [['A2'], ['A']] : [['A'], ['A2']];
          });
        });
        const before = schulze(tallyRankings(ballots, ['A', 'B', 'C', 'D'])).order[0] ?? [];
        const after = schulze(tallyRankings(cloned, ['A', 'B', 'C', 'D', 'A2'])).order[0] ?? [];
        expect(after.filter((id) => id !== 'A' && id !== 'A2')).toEqual(before.filter((id) => id !== 'A'));
        expect(after.includes('A') || after.includes('A2')).toBe(before.includes('A'));
      }),
    );
  });

  test('Borda points and rank sums are two ways of saying the same', () => {
    fc.assert(
      fc.property(ballotsOf(letters), (ballots) => {
        const tally = tallyRankings(ballots, letters);
        const { points } = borda(tally);
        expect(tally.rankSums).toEqual(
          Object.fromEntries(letters.map((id) => [id, ballots.length * 6 - (points[id] ?? NaN)])),
        );
        expect(Object.values(tally.rankSums).reduce((a, b) => a + b, 0)).toBe(ballots.length * 15);
      }),
    );
  });
});
