import picomatch from 'picomatch';
import { globProblem, keyFilter } from './key-filter.js';

const OPTIONS = { dot: true, noextglob: true, nonegate: true };
const matches = (glob: string, key: string) => keyFilter({ include: [glob] })(key);

describe('keyFilter', () => {
  it.each([
    ['*.jpg', ['a.jpg', '.jpg', '.hidden.jpg'], ['a/b.jpg', 'a.jpeg', 'jpg']],
    ['**/*.jpg', ['a.jpg', 'a/b.jpg', 'a/b/.c.jpg', '.a/b.jpg'], ['a/b.jpg/c', 'a.png']],
    ['2026/**', ['2026/a', '2026/a/b', '2026'], ['2025/a', '20266/a']],
    ['a/**/z', ['a/z', 'a/b/z', 'a/b/c/z'], ['a/bz', 'az']],
    ['photos/*/full.{jpg,png}', ['photos/1/full.jpg', 'photos/x/full.png'], ['photos/1/2/full.jpg', 'photos/full.jpg']],
    ['img-[0-9][0-9].jpg', ['img-07.jpg'], ['img-7.jpg', 'img-ab.jpg']],
    ['img-{1..3}.jpg', ['img-2.jpg'], ['img-4.jpg']],
    ['?.jpg', ['ä.jpg', '..jpg'], ['ab.jpg', '/.jpg']],
    ['{a,b/{c,d}}/*', ['a/x', 'b/c/x', 'b/d/y'], ['b/x', 'c/x']],
    ['a\\*b', ['a*b'], ['axb']],
    ['[[:digit:]]*.png', ['1.png', '12.png'], ['a.png']],
    ['*.(jpg|png)', ['a.jpg', 'a.png'], ['a.gif']],
    ['50%+1 (copy).jpg', ['50%+1 (copy).jpg'], ['50%11 copy.jpg']],
  ])('reads %s', (glob, wanted, unwanted) => {
    expect(wanted.filter((key) => !matches(glob, key))).toEqual([]);
    expect(unwanted.filter((key) => matches(glob, key))).toEqual([]);
  });

  it('takes what is included and not excluded', () => {
    const filter = keyFilter({ include: ['**/*.jpg', '**/*.png'], exclude: ['tmp/**', '*.png'] });
    expect(['a.jpg', 'b/c.png', 'b.png', 'tmp/a.jpg'].filter(filter)).toEqual(['a.jpg', 'b/c.png']);
  });

  it('agrees with picomatch about made-up globs and keys', () => {
    const dice = seeded(20_261_129);
    const pick = <T>(from: readonly T[]) => from[dice(from.length)] as T;
    const WORDS = [
      'a',
      'b',
      'ab',
      'img',
      '.',
      '..',
      '-',
      '1',
      '.jpg',
      '.png',
      ' ',
      'ä',
      '$',
      '^',
      ',',
      '@',
      '!',
      '(1)',
    ];
    const WILD = ['*', '**', '?', '[ab]', '[^a]', '[!a]', '[0-9]', '[a-c.]', '[[:alpha:]]', '\\*', '\\?', '\\.', '*.*'];
    const part = (depth: number): string => {
      const kind = dice(10);
      if (kind < 4) return pick(WORDS);
      if (kind < 7) return pick(WILD);
      if (kind === 7 && depth < 2) return `{${Array.from({ length: 1 + dice(3) }, () => some(depth + 1)).join(',')}}`;
      if (kind === 8 && depth < 2) return `(${some(depth + 1)}|${some(depth + 1)})`;
      return pick(['/', '/', '/**/', '{1..3}', '{a..c}']);
    };
    const some = (depth: number) => Array.from({ length: 1 + dice(3) }, () => part(depth)).join('');
    const key = () => Array.from({ length: 1 + dice(6) }, () => pick([...WORDS, '/', '/', '*', '\n'])).join('');

    let compared = 0;
    let matched = 0;
    for (let round = 0; round < 20_000; round += 1) {
      const glob = Array.from({ length: 1 + dice(3) }, () => some(0)).join(dice(2) ? '/' : '');
      // Few wildcards and short keys: what is asked here runs the expression itself.
      if ((glob.match(/\*+/g) ?? []).length > 3 || globProblem(glob) !== null) continue;
      const asked = picomatch(glob, OPTIONS);
      const answered = keyFilter({ include: [glob] });
      const keys = Array.from({ length: 8 }, key);
      const began = performance.now();
      for (const one of [...keys, ...keys.map((text) => blended(glob, text, dice))]) {
        if (one === '') continue;
        const expected = asked(one);
        compared += 1;
        matched += expected ? 1 : 0;
        if (answered(one) !== expected) throw new Error(`${glob} ${expected ? 'matches' : 'does not match'} ${one}`);
      }
      expect(performance.now() - began).toBeLessThan(1_000);
    }
    expect(compared).toBeGreaterThan(100_000);
    expect(matched).toBeGreaterThan(10_000);
  }, 60_000);

  it('agrees about globs that are made of any signs, and can read them all', () => {
    const dice = seeded(7);
    const signs = [
      '*',
      '**',
      '?',
      '/',
      '.',
      'a',
      'b',
      '[',
      ']',
      '{',
      '}',
      ',',
      '..',
      '\\',
      '!',
      '+',
      '^',
      '$',
      '"',
      '-',
      '@',
      '|',
    ];
    for (let round = 0; round < 20_000; round += 1) {
      const glob = Array.from({ length: 1 + dice(10) }, () => signs[dice(signs.length)]).join('');
      if ((glob.match(/\*+/g) ?? []).length > 3 || /\\[ab]/.test(glob)) continue;
      expect([glob, globProblem(glob)]).toEqual([glob, null]);
      const asked = picomatch(glob, OPTIONS);
      const answered = keyFilter({ include: [glob] });
      const key = Array.from({ length: 1 + dice(6) }, () => signs[dice(signs.length)]).join('');
      for (const one of [key, blended(glob, 'a', dice)]) {
        if (one !== '' && answered(one) !== asked(one)) throw new Error(`${glob} differs about ${one}`);
      }
    }
  });

  it.each([
    ['a star in front of each letter', `${'*a'.repeat(16)}b`, 'a'],
    ['as many as a stored glob may have', `${'*a'.repeat(49)}b`, 'a'],
    ['stars that end alike', `${'*a*'.repeat(16)}b`, 'a'],
    ['folders of any depth', `${'**/a/'.repeat(16)}b`, 'a/'],
    ['folders in folders', `${'**/'.repeat(33)}b`, 'a/'],
    ['groups in groups', `(((((a+)+)+)+)+)+b`, 'a'],
    ['choices that are alike', `${'{a,a}'.repeat(18)}b`, 'a'],
    ['choices of stars', `{${'{*,*},'.repeat(12)}a}b`, 'a'],
    ['classes', `${'[ab]+'.repeat(19)}c`, 'a'],
  ])('takes no time for %s', (_, glob, letter) => {
    const keys = Array.from({ length: 10 }, (_unused, index) => letter.repeat(1_024 / letter.length - index));
    const filter = keyFilter({ include: [glob], exclude: [glob] });
    const began = performance.now();
    expect(keys.filter(filter)).toEqual([]);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});

describe('globProblem', () => {
  it('bounds wildcards, and what looks around', () => {
    expect(globProblem('*a'.repeat(16))).toBeNull();
    expect(globProblem('*a'.repeat(17))).toBe('expected at most 16 wildcards');
    expect(globProblem('**/'.repeat(20))).toBe('expected at most 16 wildcards');
    for (const glob of ['(?=a)b', '(?!a)b', '(?<=a)b', '(?<x>a)\\k<x>', '(a)\\1', 'a\\bb']) {
      expect([glob, globProblem(glob)]).toEqual([glob, expect.stringMatching(/^expected a glob of/)]);
    }
  });
});

/** Keys that are near to a glob: its own letters, with wildcards filled in. */
function blended(glob: string, filling: string, dice: (sides: number) => number): string {
  const [word = ''] = filling.split('/');
  return glob
    .replaceAll(/\{([^{},]*)[^{}]*\}/g, '$1')
    .replaceAll(/\[[^\]]*\]/g, () => 'ab1'[dice(3)] as string)
    .replaceAll(/\*+/g, () => (dice(3) ? word : ''))
    .replaceAll('?', () => 'x.'[dice(2)] as string)
    .replaceAll(/[\\()]/g, '')
    .slice(0, 60);
}

function seeded(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % sides;
  };
}
