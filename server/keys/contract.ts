/** What every key drawer keeps to, whatever holds the keys. Each driver's test runs this suite. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { KeyDrawer } from './drawer.ts';

export interface DrawerUnderTest {
  drawer: KeyDrawer;
  /** Stops the drawer and opens what it left behind. */
  again(): Promise<KeyDrawer>;
  cleanUp(): Promise<void>;
}

export function keyDrawerContract(name: string, make: () => Promise<DrawerUnderTest>): void {
  describe(`the key drawer contract: ${name}`, () => {
    const session = 'session-1';
    let under: DrawerUnderTest;
    let drawer: KeyDrawer;

    beforeEach(async () => {
      under = await make();
      drawer = under.drawer;
      await drawer.load(session);
    });

    afterEach(() => under.cleanUp());

    const sealed = async (keyId: string, plain: string): Promise<string> => {
      await drawer.ensure(session, [keyId]);
      return drawer.seal(session, keyId, plain);
    };
    const restart = async (): Promise<void> => {
      drawer = await under.again();
      await drawer.load(session);
    };

    test('what was sealed is read again, also after a restart', async () => {
      const names = ['Ada', '', 'Zoë 😀', 'x'.repeat(31), 'y'.repeat(32), 'z'.repeat(500)];
      const texts = await Promise.all(names.map((plain, index) => sealed(`person-${index}`, plain)));
      const read = () => texts.map((text, index) => drawer.unseal(session, `person-${index}`, text));
      expect(read()).toEqual(names);
      await restart();
      expect(read()).toEqual(names);
    });

    test('a sealed text is base64url, new each time, and tells names of like length apart by nothing', async () => {
      const texts = [await sealed('ada', 'Ada'), await sealed('ada', 'Ada'), await sealed('ben', 'Benjamin')];
      for (const text of texts) expect(text).toMatch(/^[\w-]+$/);
      expect(new Set(texts).size).toBe(3);
      expect(new Set(texts.map((text) => text.length)).size).toBe(1);
    });

    test('an erased name reads as null and the others are still there, also after a restart', async () => {
      const ada = await sealed('ada', 'Ada');
      const ben = await sealed('ben', 'Ben');
      expect(await drawer.destroy(session, ['ada'])).toEqual({ destroyed: true });
      const read = () => [drawer.unseal(session, 'ada', ada), drawer.unseal(session, 'ben', ben)];
      expect(read()).toEqual([null, 'Ben']);
      await restart();
      expect(read()).toEqual([null, 'Ben']);
    });

    test('an erased key never comes back, and asking for it makes nothing', async () => {
      await sealed('ada', 'Ada');
      await drawer.destroy(session, ['ada']);
      const again = async () => drawer.ensure(session, ['ben', 'ada']);
      expect(await again()).toEqual({ refused: 'erased' });
      await restart();
      expect(await again()).toEqual({ refused: 'erased' });
      expect(drawer.unseal(session, 'ben', 'anything')).toBeNull();
      expect(() => drawer.seal(session, 'ada', 'Ada')).toThrow('not ensured, or is erased');
    });

    test('erasing what never had a key bars it from getting one; erasing twice is erasing once', async () => {
      await drawer.destroy(session, ['cleo', 'cleo']);
      expect(await drawer.destroy(session, ['cleo'])).toEqual({ destroyed: true });
      await restart();
      expect(await drawer.ensure(session, ['cleo'])).toEqual({ refused: 'erased' });
    });

    test('ensuring a key that is there keeps it', async () => {
      const ada = await sealed('ada', 'Ada');
      expect(await drawer.ensure(session, ['ada', 'ada', 'ben'])).toEqual({ ensured: true });
      expect(drawer.unseal(session, 'ada', ada)).toBe('Ada');
    });

    test('keys asked for, erased and asked for again at once are settled in that order', async () => {
      const results = await Promise.all([
        drawer.ensure(session, ['ada', 'ben']),
        drawer.ensure(session, ['ben', 'cleo']),
        drawer.destroy(session, ['ben']),
        drawer.ensure(session, ['ben']),
        drawer.ensure(session, ['dora']),
      ]);
      expect(results).toEqual([
        { ensured: true },
        { ensured: true },
        { destroyed: true },
        { refused: 'erased' },
        { ensured: true },
      ]);
      expect(drawer.unseal(session, 'ada', drawer.seal(session, 'ada', 'Ada'))).toBe('Ada');
    });

    test('a text opens only under its own key id and session', async () => {
      const ada = await sealed('ada', 'Ada');
      await sealed('ben', 'Ben');
      expect(() => drawer.unseal(session, 'ben', ada)).toThrow('does not belong to its key');
      expect(() => drawer.unseal(session, 'ada', `${ada.slice(0, -4)}AAAA`)).toThrow(
        'does not belong to its key',
      );
      expect(() => drawer.unseal(session, 'ada', 'AAAA')).toThrow('too short');
      await drawer.load('session-2');
      expect(drawer.unseal('session-2', 'ada', ada)).toBeNull();
    });

    test('destroying a session leaves nothing of it and touches no other', async () => {
      const ada = await sealed('ada', 'Ada');
      await drawer.load('session-2');
      await drawer.ensure('session-2', ['ada']);
      const other = drawer.seal('session-2', 'ada', 'Ada');
      await drawer.destroySession(session);
      await drawer.destroySession(session);
      await drawer.load(session);
      expect(drawer.unseal(session, 'ada', ada)).toBeNull();
      expect(await drawer.exportKeys(session)).toEqual({ keys: {}, erased: [] });
      expect(drawer.unseal('session-2', 'ada', other)).toBe('Ada');
    });

    test('exported keys open the same texts elsewhere, and an erasure on either side wins', async () => {
      const [ada, ben, cleo] = [
        await sealed('ada', 'Ada'),
        await sealed('ben', 'Ben'),
        await sealed('cleo', 'Cleo'),
      ];
      await drawer.destroy(session, ['ben']);
      const exported = await drawer.exportKeys(session);
      expect(Object.keys(exported.keys).length).toBe(2);
      const elsewhere = await make();
      await elsewhere.drawer.load(session);
      await elsewhere.drawer.destroy(session, ['cleo']);
      expect(await elsewhere.drawer.importKeys(session, exported)).toEqual({ imported: true });
      await elsewhere.drawer.importKeys(session, exported);
      const other = await elsewhere.again();
      await other.load(session);
      expect([
        other.unseal(session, 'ada', ada),
        other.unseal(session, 'ben', ben),
        other.unseal(session, 'cleo', cleo),
      ]).toEqual(['Ada', null, null]);
      expect(await other.ensure(session, ['ben'])).toEqual({ refused: 'erased' });
      await elsewhere.cleanUp();
    });

    test('an import that contradicts the keys here is an error, not a silent loss', async () => {
      await sealed('ada', 'Ada');
      const exported = await drawer.exportKeys(session);
      const [digest = ''] = Object.keys(exported.keys);
      const changed = { keys: { [digest]: Buffer.alloc(32).toString('base64url') }, erased: [] };
      await expect(drawer.importKeys(session, changed)).rejects.toThrow('differs');
    });

    test('keys are asked for only after they were loaded', () => {
      expect(() => drawer.unseal('session-3', 'ada', 'text')).toThrow('before they were loaded');
    });
  });
}
