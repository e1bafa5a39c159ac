import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXIT_CODES } from '../../src/cli/help.js';
import { ERRORS } from '../../src/common/errors.js';
import { FEATURES } from '../../src/config/plans.js';
import { SETTING_NAMES } from '../../src/config/settings.js';
import { ACTS } from '../../src/journal/journal.service.js';
import { REASONS } from '../../src/batches/model/statuses.js';
import { inBackticks, tableRows } from '../support/markdown.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** The service's code, one file after the other. */
const SOURCES = tracked('src/*.ts')
  .filter((file) => !file.endsWith('.spec.ts'))
  .map(read)
  .join('\n');

describe('docs/errors.md', () => {
  const page = read('docs/errors.md');

  it('has every error of the API, with its status and whether a retry helps, and no other', () => {
    const documented = tableRows(page, 'status').map(([status, code, , , again]) => [
      inBackticks(code)[0],
      status,
      again,
    ]);
    const known = Object.entries(ERRORS).map(([code, { status, retryable }]) => [
      code,
      String(status),
      retryable ? 'yes' : 'no',
    ]);
    expect(documented.sort()).toEqual(known.sort());
  });

  it('says of every error when it comes', () => {
    expect(tableRows(page, 'status').filter(([, , when]) => !when)).toEqual([]);
  });

  it('has everything that a 403 of the code can ask for, and nothing else', () => {
    const asked = [...SOURCES.matchAll(/requires: ['`](scope:)?([^'`]+)['`]/g)];
    const known = asked.map(([, scope, name = '']) => (scope ? 'scope:<name>' : name));
    const documented = tableRows(page, 'requires').flatMap(([requires]) => inBackticks(requires));
    // What a plan lacks is one of its features.
    expect(documented.sort()).toEqual([...new Set([...known, ...FEATURES])].sort());
  });

  it('has every sentence that a 409 of the code can say, and no other', () => {
    const thrown = [...SOURCES.matchAll(/new ApiError\(\s*'invalid_state'/g)];
    const sentences = [
      ...SOURCES.matchAll(/new ApiError\(\s*'invalid_state',[^;]*?(?:'([A-Z][^']*)'|`([^`]+)`),?\s*\);/g),
    ];
    // Each says more than its code.
    expect(sentences).toHaveLength(thrown.length);
    const known = sentences.map(([, fixed, filled = '']) => fixed ?? filled.replaceAll(/\$\{[^}]+\}/g, '…'));
    const documented = tableRows(page, 'error').flatMap(([sentence]) => inBackticks(sentence));
    expect(documented.sort()).toEqual([...new Set(known)].sort());
  });

  it('has every reason of an image, and no other', () => {
    const documented = tableRows(page, 'reason').flatMap(([reason]) => inBackticks(reason));
    expect(documented.sort()).toEqual([...REASONS].sort());
  });
});

describe('README.md', () => {
  it('has every setting the service reads, and no other', () => {
    const documented = tableRows(read('README.md'), 'variable').flatMap(([names]) => inBackticks(names));
    expect(documented.sort()).toEqual([...SETTING_NAMES].sort());
  });
});

describe('docs/security.md', () => {
  it('has every act of an account’s log, and no other', () => {
    const documented = tableRows(read('docs/security.md'), 'act').flatMap(([acts]) => inBackticks(acts));
    expect(documented.sort()).toEqual([...ACTS].sort());
  });

  it('says of every setting that is a secret how it is replaced', () => {
    const secrets = [...read('docker/kubernetes/secret.example.yaml').matchAll(/^ {2}(?:# )?([A-Z][A-Z0-9_]+): /gm)];
    const names = secrets.map(([, name = '']) => name);
    const documented = tableRows(read('docs/security.md'), 'secret').flatMap(([cell]) => inBackticks(cell));
    expect(documented.sort()).toEqual(names.sort());
    expect(SETTING_NAMES.filter((name) => /TOKEN|SECRET|PASSWORD|_KEY$/.test(name) && !names.includes(name))).toEqual(
      [],
    );
  });
});

describe('docs/dashboard.md', () => {
  it('has every suite of the browser, and no other', () => {
    const suites = tracked('test/browser/*.browser.ts').map((file) => basename(file, '.browser.ts'));
    const documented = tableRows(read('docs/dashboard.md'), 'suite').flatMap(([names]) => inBackticks(names));
    expect(documented.sort()).toEqual(suites.sort());
  });
});

describe('docs/cli.md', () => {
  it('has the exit codes of the help', () => {
    const documented = tableRows(read('docs/cli.md'), 'code');
    expect(documented).toEqual(EXIT_CODES.map(([code, meaning]) => [String(code), meaning]));
  });
});

const PAGES = tracked('*.md');

describe.each(PAGES)('%s', (page) => {
  it('links only to files and headings that are there', () => {
    const links = [...read(page).matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)/g)];
    const broken = links.filter(([, file = '', heading]) => {
      const target = file === '' ? page : join(dirname(page), file);
      if (!existsSync(join(ROOT, target))) return true;
      return heading !== undefined && !headingsOf(read(target)).includes(heading);
    });
    expect(broken.map(([link]) => link)).toEqual([]);
  });

  it('names only files of the code that are there', () => {
    const files = tracked('*.ts', '*.tsx', '*.mjs').map((file) => `/${file}`);
    const named = [...read(page).matchAll(/`([\w./-]*\w\.(?:ts|tsx|mjs))`/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !files.some((file) => file.endsWith(`/${name}`)))).toEqual([]);
  });
});

it('looks at all pages', () => {
  expect(PAGES.length).toBeGreaterThan(20);
});

/** Files that git knows, as paths from the root; new ones count too. */
function tracked(...patterns: string[]): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', ...patterns];
  const files = execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).split('\n');
  return files.filter((file) => file !== '' && existsSync(join(ROOT, file)));
}

/** Anchors as GitHub makes them of headings. */
function headingsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
