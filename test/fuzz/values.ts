import type { Schema } from '../support/openapi.js';
import type { Random } from '../worlds/random.js';
import { hostileText } from './hostile.js';

/** Texts that broke something somewhere. */
const TEXTS = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  '\u202egnp.exe',
  'é'.repeat(600),
  'x'.repeat(10_000),
  '💥',
  "' OR 1=1 --",
  '../../etc/passwd',
  '..',
  '{path}{name}{nope}',
  '%00',
  '%',
  'null',
  '__proto__',
  'constructor',
  'toString',
  '<script>alert(1)</script>',
  '${7*7}',
  '[[**/**{,,}/',
  '(a+)+$',
  '\r\nX-Evil: 1',
  '2026-02-30T00:00:00Z',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '-271821-04-20T00:00:00Z',
  'http://127.0.0.1:1/',
  'http://[::ffff:169.254.169.254]/',
  'javascript:alert(1)',
  'https://user:pass@example.com/',
  'a@b.c',
  `${'a'.repeat(64)}@${'b'.repeat(190)}.com`,
  '9223372036854775808',
];
const NUMBERS = [0, -0, -1, 1, 1.5, -1e308, 1e308, 2 ** 31, 2 ** 53, 2 ** 63, 2 ** 64, 5e-324, 1e15];
const OTHERS = [null, true, false, [], {}, [[]], [null], { $ne: 1 }, { length: 1e9 }];

export function anyText(random: Random): string {
  return random.pick(TEXTS);
}

/** A value for a schema: about half of the time one that fits, else one from the edges of it, or from far outside. */
export function valueFor(schema: Schema, random: Random, ids: string[], depth = 0): unknown {
  if (random.chance(0.04)) return anything(random, depth);
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices) return valueFor(random.pick(choices), random, ids, depth);
  if (schema.enum && random.chance(0.9)) return random.pick(schema.enum);
  const types = [schema.type ?? 'string'].flat();
  switch (random.pick(types)) {
    case 'object':
      return objectFor(schema, random, ids, depth);
    case 'array':
      return arrayFor(schema, random, ids, depth);
    case 'integer':
    case 'number':
      return numberFor(schema, random);
    case 'boolean':
      return random.chance(0.5);
    case 'null':
      return null;
    default:
      return textFor(schema, random, ids);
  }
}

function anything(random: Random, depth: number): unknown {
  if (depth < 3 && random.chance(0.1)) return JSON.parse('['.repeat(500) + ']'.repeat(500));
  return random.pick([random.pick(TEXTS), random.pick(NUMBERS), random.pick(OTHERS)] as unknown[]);
}

function objectFor(
  { properties = {}, required = [], additionalProperties }: Schema,
  random: Random,
  ids: string[],
  depth: number,
) {
  // Without a prototype, so that `__proto__` is a name like another.
  const made: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [name, schema] of Object.entries(properties)) {
    if (random.chance(required.includes(name) ? 0.95 : 0.4)) made[name] = valueFor(schema, random, ids, depth + 1);
  }
  if (typeof additionalProperties === 'object') {
    for (let pairs = random.int(0, 3); pairs > 0; pairs -= 1)
      made[anyText(random)] = valueFor(additionalProperties, random, ids, depth + 1);
  } else if (random.chance(0.05)) made[anyText(random)] = anything(random, depth);
  return made;
}

function arrayFor({ items = {}, minItems = 0, maxItems = 5 }: Schema, random: Random, ids: string[], depth: number) {
  const most = Math.min(maxItems, 30);
  const length = random.pick([minItems, Math.max(0, minItems - 1), most, most + 1, random.int(0, 3)]);
  return Array.from({ length }, () => valueFor(items, random, ids, depth + 1));
}

function numberFor({ minimum = 0, maximum = 100 }: Schema, random: Random): number {
  if (random.chance(0.2)) return random.pick(NUMBERS);
  return random.pick([minimum, maximum, minimum - 1, maximum + 1, minimum + 0.5, random.int(0, 100)]);
}

function textFor({ minLength = 1, maxLength = 50, format }: Schema, random: Random, ids: string[]): string {
  if (random.chance(0.3)) return random.pick(TEXTS);
  if (random.chance(0.08)) return hostileText(random);
  if (format === 'email') return `fuzz-${random.int(0, 5)}@example.com`;
  if (format === 'uri') return random.pick(['http://127.0.0.1:9/hook', 'https://example.com/']);
  if (format === 'date-time') return new Date(random.int(0, 2_000_000_000) * 1000).toISOString();
  if (ids.length > 0 && random.chance(0.4)) return random.pick(ids);
  const most = Math.min(maxLength, 5_000);
  return 'a'.repeat(random.pick([minLength, Math.max(0, minLength - 1), most, most + 1, random.int(1, 20)]));
}
