import type { Random } from '../worlds/random.js';

/** Texts that take a careless pattern, parser or template minutes. Each is made when it is wanted: some are long. */
const TEXTS: ((random: Random) => string)[] = [
  // Globs that a backtracking matcher never ends with.
  (random) => `${'*a'.repeat(random.int(3, 40))}*b`,
  (random) => `${'**/'.repeat(random.int(3, 60))}b`,
  (random) => `${'{a,aa}'.repeat(random.int(3, 30))}b`,
  (random) => `${'{1..9}'.repeat(random.int(2, 12))}`,
  (random) => `${'+(a|aa)'.repeat(random.int(2, 12))}b`,
  (random) => `${'['.repeat(random.int(1, 400))}a`,
  (random) => `${'{'.repeat(random.int(1, 400))}a${'}'.repeat(random.int(1, 400))}`,
  (random) => `!(${'!('.repeat(random.int(1, 40))}a`,
  // What becomes a header, or looks like one.
  () => 'public, max-age=1\r\nset-cookie: a=b',
  () => 'max-age=1; “quoted”',
  (random) => `${'a,'.repeat(random.int(1, 20_000))}`,
  (random) => `${' '.repeat(random.int(1, 50_000))}x`,
  (random) => `W/"${'"'.repeat(random.int(1, 5_000))}`,
  // Templates of names.
  (random) => '{name}'.repeat(random.int(1, 5_000)),
  (random) => '{'.repeat(random.int(1, 20_000)),
  (random) => `${'{path}/'.repeat(random.int(1, 500))}{ext}`,
  (random) => '../'.repeat(random.int(1, 5_000)),
  // Addresses and times.
  (random) => `${'a@'.repeat(random.int(1, 20_000))}b`,
  (random) => `a@${'b.'.repeat(random.int(1, 20_000))}`,
  (random) => `https://${'a.'.repeat(random.int(1, 20_000))}`,
  (random) => `https://example.com/${'%2e%2e/'.repeat(random.int(1, 5_000))}`,
  (random) => `https://${'a@'.repeat(random.int(1, 5_000))}example.com`,
  (random) => `2026-01-01T00:00:00.${'0'.repeat(random.int(1, 50_000))}Z`,
  (random) => `2026-01-01T00:00:00+${'9'.repeat(random.int(2, 5_000))}`,
  // Long, and long in another way once it is counted, lowered or normalized.
  (random) => 'x'.repeat(random.int(1_000, 200_000)),
  (random) => 'İ'.repeat(random.int(100, 20_000)),
  (random) => `a${'\u0301'.repeat(random.int(100, 20_000))}`,
  (random) => '\u{1f469}\u200d'.repeat(random.int(100, 5_000)),
];

const MOST_MEMBERS = 20_000;
const MOST_DEPTH = 20_000;

export function hostileText(random: Random): string {
  return random.pick(TEXTS)(random);
}

/** JSON that is deep, wide, or holds a hostile text; as text, because the deep could not be made as an object. */
export function hostileJson(random: Random): string {
  const many = random.int(1, MOST_MEMBERS);
  const deep = random.int(1, MOST_DEPTH);
  return random.pick([
    () => `${'['.repeat(deep)}${']'.repeat(deep)}`,
    () => '['.repeat(deep),
    () => `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`,
    () => `[${'{},'.repeat(many)}{}]`,
    () => `{${Array.from({ length: many }, (_, n) => `"f${n}":1`).join(',')}}`,
    () => `{"source":{"connection":"con_1","keys":[${'"",'.repeat(many)}""]}}`,
    () => `{"metadata":{${Array.from({ length: many }, (_, n) => `"k${n}":"v"`).join(',')}}}`,
    () => `{"name":${JSON.stringify(hostileText(random))}}`,
    () => `{"n":${'9'.repeat(many)}}`,
    () => `{"n":1e${'9'.repeat(300)}}`,
    () => `{"a":"${'\\u0061'.repeat(many)}"}`,
  ])();
}
