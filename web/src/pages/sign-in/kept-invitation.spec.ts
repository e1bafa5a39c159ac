import { forgetInvitation, keepInvitation, keptInvitation } from './kept-invitation';

const KEY = 'fluxbatch.invitation';

describe('an invitation that is kept over a sign-up', () => {
  const kept = new Map<string, string>();
  beforeEach(() => {
    kept.clear();
    const localStorage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
      removeItem: (key: string) => kept.delete(key),
    };
    Object.assign(globalThis, { localStorage });
  });
  afterEach(() => {
    Reflect.deleteProperty(globalThis, 'localStorage');
  });

  it('is there for a day, until it was seen', () => {
    expect(keptInvitation()).toBeNull();
    keepInvitation('a&b');
    expect(keptInvitation()).toBe('/invitation?token=a%26b');
    const { token, until } = JSON.parse(kept.get(KEY) ?? '') as { token: string; until: number };
    expect(Math.round((until - Date.now()) / 60_000)).toBe(24 * 60);
    kept.set(KEY, JSON.stringify({ token, until: Date.now() - 1 }));
    expect(keptInvitation()).toBeNull();
    keepInvitation('a');
    forgetInvitation();
    expect([keptInvitation(), kept.size]).toEqual([null, 0]);
  });

  it.each(['null', '{', '"x"', '{"token":1,"until":"x"}'])('is none where %s is kept', (value) => {
    kept.set(KEY, value);
    expect(keptInvitation()).toBeNull();
  });

  it('is none in a browser that keeps nothing', () => {
    Reflect.deleteProperty(globalThis, 'localStorage');
    keepInvitation('a');
    forgetInvitation();
    expect(keptInvitation()).toBeNull();
  });
});
