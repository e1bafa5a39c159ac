import { readFile } from 'node:fs/promises';
import { globSync } from 'node:fs';
import { checkSync } from 'recheck';
import ts from 'typescript';
import { z } from 'zod';

/** A step for each character, times a number that stands in the expression. The checker tells no difference from a square. */
const BOUNDED = ['src/ai/plain-text.ts: \\b(?:[a-z][a-z0-9+.-]{0,30}:'];

interface Found {
  file: string;
  source: string;
  flags: string;
}

/** Every regular expression that is written in the service: texts of callers come to most of them. */
async function expressions(): Promise<Found[]> {
  const files = globSync('src/**/*.ts').filter(
    (file) => !/\.spec\.ts$|^src\/(dev|cli|database\/generated)\//.test(file),
  );
  const found: Found[] = [];
  for (const file of files) {
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) {
        const [, source = '', flags = ''] = /^\/([^]*)\/([a-z]*)$/.exec(node.text) ?? [];
        found.push({ file, source, flags });
      }
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(file, await readFile(file, 'utf8'), ts.ScriptTarget.Latest));
  }
  return found;
}

describe('regular expressions', () => {
  it('take linear time, whatever they are asked about', async () => {
    const all = await expressions();
    expect(all.length).toBeGreaterThan(50);
    // What callers' e-mail addresses and times are checked with.
    const { email, domain, datetime } = z.regexes;
    for (const { source, flags } of [email, domain, datetime({ offset: true })])
      all.push({ file: 'zod', source, flags });
    const slow = all.flatMap(({ file, source, flags }) => {
      const checked = checkSync(source, flags, { timeout: 30_000 });
      if (BOUNDED.some((known) => `${file}: ${source}`.startsWith(known))) return [];
      return checked.status === 'safe' ? [] : [`${file}: /${source}/${flags} ${checked.status}`];
    });
    expect(slow).toEqual([]);
  });

  it('that take longer would be found', () => {
    expect(checkSync('^(a+)+b$', '').status).toBe('vulnerable');
    expect(checkSync('^[.]+|[.]+$', '').status).toBe('vulnerable');
  });
});
