import type { Operation, Schema } from '../support/openapi.js';
import type { Random } from '../worlds/random.js';
import { valueFor } from './values.js';

/** Bodies that are taken as they are, by `METHOD path`. */
export type RightBodies = Record<string, object>;

type Named = Record<string, unknown>;

/** One that would be taken, but for a field or two: what lies behind the first check gets random values only so. */
export function nearlyRight(
  { method, path, body }: Operation,
  right: RightBodies,
  random: Random,
  ids: string[],
): string | null {
  const given = right[`${method} ${path}`];
  if (!given || !body) return null;
  const made = structuredClone(given) as Named;
  for (let changes = random.int(0, 2); changes > 0; changes -= 1) changeOne(made, body, random, ids);
  return JSON.stringify(made);
}

/** Gives a field that is there, or one that could be, a value of its schema or a strange one. */
function changeOne(made: Named, schema: Schema, random: Random, ids: string[]): void {
  const { properties = {} } = variantFor(made, schema);
  const names = Object.keys({ ...properties, ...made });
  if (names.length === 0) return;
  const name = random.pick(names);
  const inner = made[name];
  const own = properties[name] ?? {};
  if (isNamed(inner) && random.chance(0.7)) changeOne(inner, own, random, ids);
  else if (random.chance(0.1)) delete made[name];
  else made[name] = valueFor(own, random, ids);
}

/** Of several, the one that knows most of what is there. */
function variantFor(made: Named, schema: Schema): Schema {
  const variants = schema.anyOf ?? schema.oneOf ?? schema.allOf ?? [schema];
  const known = ({ properties = {} }: Schema) => Object.keys(made).filter((name) => name in properties).length;
  return variants.reduce((best, variant) => (known(variant) > known(best) ? variant : best), variants[0] ?? schema);
}

function isNamed(value: unknown): value is Named {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
