import { isDeepStrictEqual } from 'node:util';

export interface Finding {
  foundBy: string;
  what: string;
}

/** Where service and model differ in a round, and what found it. */
export class Findings {
  readonly list: Finding[] = [];

  add(foundBy: string, what: string): void {
    this.list.push({ foundBy, what });
  }

  /** Compares as JSON, as callers see it. */
  same(foundBy: string, what: string, actual: unknown, expected: unknown): void {
    const [found, wanted] = [plain(actual), plain(expected)];
    if (!isDeepStrictEqual(found, wanted)) {
      this.add(foundBy, `${what}\n    is       ${JSON.stringify(found)}\n    expected ${JSON.stringify(wanted)}`);
    }
  }

  /** As `same`, where there are several right answers. The first is shown. */
  oneOf(foundBy: string, what: string, actual: unknown, possible: unknown[]): void {
    const found = plain(actual);
    if (possible.some((wanted) => isDeepStrictEqual(found, plain(wanted)))) return;
    this.same(foundBy, what, actual, possible[0]);
  }

  /** As `same`, for lists in any order; shows only what is not in both. */
  sameSet(foundBy: string, what: string, actual: unknown[], expected: unknown[]): void {
    const missing = new Map<string, number>();
    const count = (item: unknown, by: number) => {
      const text = JSON.stringify(plain(item));
      missing.set(text, (missing.get(text) ?? 0) + by);
    };
    for (const item of expected) count(item, 1);
    for (const item of actual) count(item, -1);
    const differences = [...missing].filter(([, n]) => n !== 0);
    const lines = differences.map(([text, n]) => `\n    ${n > 0 ? 'missing' : 'too many'} ${text}`);
    if (lines.length > 0) this.add(foundBy, what + lines.slice(0, 8).join(''));
  }
}

function plain(value: unknown): unknown {
  return value === undefined ? null : sorted(JSON.parse(JSON.stringify(value)));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
