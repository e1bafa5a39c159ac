/** Who may call `/api/admin`, by the name that logs give them. */
export interface Operator {
  name: string;
  token: string;
}
export type Operators = readonly [Operator, ...Operator[]];

/** The name of who has `ADMIN_TOKEN`. */
const UNNAMED = 'operator';
const MIN_TOKEN = 16;
const NAME = /^[\w.-]{1,40}$/;

/** `ADMIN_TOKEN`, and `ADMIN_TOKENS=alice:token,bob:token`. Each problem names its variable. */
export function readOperators(given: { ADMIN_TOKEN?: string; ADMIN_TOKENS?: string }) {
  const { ADMIN_TOKEN, ADMIN_TOKENS } = given;
  const unnamed = ADMIN_TOKEN === undefined ? [] : [{ name: UNNAMED, token: ADMIN_TOKEN }];
  const named = (ADMIN_TOKENS?.split(',') ?? []).map(pairOf);
  const all = [...unnamed, ...named];
  const problems = [
    all.length === 0 && 'ADMIN_TOKEN: expected a secret of at least 16 characters, or ADMIN_TOKENS',
    unnamed.some(isShort) && 'ADMIN_TOKEN: expected a secret of at least 16 characters',
    named.some(({ name }) => !NAME.test(name)) &&
      'ADMIN_TOKENS: expected name:token,name:token with names of a-z, 0-9, ._-',
    named.some(isShort) && 'ADMIN_TOKENS: expected tokens of at least 16 characters',
    hasDoubles(all.map(({ name }) => name.toLowerCase())) &&
      'ADMIN_TOKENS: a name is there twice; ADMIN_TOKEN has the name operator',
    hasDoubles(all.map(({ token }) => token)) && 'ADMIN_TOKENS: two operators have the same token',
  ];
  return {
    operators: all as unknown as Operators,
    problems: problems.filter((problem) => typeof problem === 'string'),
  };
}

/** A token may have colons of its own. */
function pairOf(text: string): Operator {
  const colon = text.indexOf(':');
  return { name: text.slice(0, Math.max(0, colon)).trim(), token: text.slice(colon + 1).trim() };
}

function isShort({ token }: Operator): boolean {
  return token.length < MIN_TOKEN;
}

function hasDoubles(values: string[]): boolean {
  return new Set(values).size < values.length;
}
