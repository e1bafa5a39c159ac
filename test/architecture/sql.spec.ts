import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const ROOT = join(import.meta.dirname, '../..');
const SOURCES = join(ROOT, 'src');

/** Files of `src` that have SQL and are no `*.sql.ts`. Each has a reason, and goes from here when it has none. */
const EXCEPTIONS: Record<string, string> = {
  'database/migrate.ts': 'Prisma’s own table and the lock of migrations: read once at a start, never planned twice',
};

/** Tools beside the service, and what a generator writes. */
const OUTSIDE = /^(dev|cli|database\/generated)\/|\.spec\.ts$/;
const STATEMENT = /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|MERGE INTO|TRUNCATE)\s/;
/** Lower case, as all names of tables are: `FOR UPDATE OF` and `DO UPDATE SET` are no writes of a table. */
const WRITE = /\b(?:INSERT INTO|UPDATE|DELETE FROM|MERGE INTO|TRUNCATE)\s+([a-z_]+)/g;
/** A table that is put in by an expression. */
const UNNAMED_WRITE = /\b(INSERT INTO|UPDATE|DELETE FROM|MERGE INTO|TRUNCATE)\s+$/;
/** Writes the table that it is called with. */
const SEALED_COLUMN = 'sealedColumn';

/** What the texts of a source say, without its comments. A template is one text, with `•` for each of its expressions. */
function textsOf(source: string): { texts: string[]; sealed: string[] } {
  const texts: string[] = [];
  const sealed: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) texts.push(node.text);
    if (ts.isTemplateExpression(node)) {
      texts.push([node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('•'));
    }
    if (ts.isCallExpression(node) && node.expression.getText(file) === SEALED_COLUMN) {
      const [table] = node.arguments;
      if (table && ts.isStringLiteralLike(table)) sealed.push(table.text);
    }
    ts.forEachChild(node, visit);
  };
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);
  visit(file);
  return { texts, sealed };
}

/** Tables that a source writes; `null` for one that only runs when it is known which. */
function writesOf(source: string): (string | null)[] {
  const { texts, sealed } = textsOf(source);
  const named = texts.flatMap((text) => [...text.matchAll(WRITE)].map(([, table = '']) => table));
  const unnamed = texts.flatMap((text) => text.split('•').slice(0, -1)).filter((part) => UNNAMED_WRITE.test(part));
  return [...named, ...sealed, ...unnamed.map(() => null)];
}

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts') && !OUTSIDE.test(file));
const sqlFiles = files.filter((file) => file.endsWith('.sql.ts'));

/** From the page: the room that writes each table. */
function writers(): Map<string, string> {
  const section = read('docs/architecture.md').split('## Tables')[1]?.split('\n## ')[0] ?? '';
  const rows = [...section.matchAll(/^\| `([a-z]+)` \| (.+) \|$/gm)];
  return new Map(
    rows.flatMap(([, room = '', tables = '']) =>
      [...tables.matchAll(/`([a-z_]+)`/g)].map(([, table = '']): [string, string] => [table, room]),
    ),
  );
}

describe('SQL', () => {
  it('stands in *.sql.ts, but for what is named here with its reason', () => {
    const hasStatement = (file: string) => textsOf(read(`src/${file}`)).texts.some((text) => STATEMENT.test(text));
    const found = files.filter((file) => !file.endsWith('.sql.ts')).filter(hasStatement);
    expect(found.sort()).toEqual(Object.keys(EXCEPTIONS).sort());
  });

  it('would be seen in any text, and not in a comment', () => {
    const source = (text: string) => textsOf(text).texts.filter((found) => STATEMENT.test(found));
    expect(source("run('SELECT 1')")).toHaveLength(1);
    expect(source('run(`\n  UPDATE images SET ${columns}\n  WHERE id = $1`)')).toHaveLength(1);
    expect(source("// SELECT 1\n/** UPDATE images */\nconst word = 'select a plan';")).toEqual([]);
  });
});

describe('tables', () => {
  const written = sqlFiles.flatMap((file) => writesOf(read(`src/${file}`)).map((table) => ({ file, table })));

  it('have one room that writes them', () => {
    const owners = writers();
    const strangers = written
      .filter(({ table }) => table !== null)
      .filter(({ file, table }) => owners.get(table ?? '') !== file.split('/')[0])
      .map(({ file, table }) => `${file} writes ${table}`);
    expect(strangers).toEqual([]);
  });

  it('are named where they are written, but for the columns with sealed texts', () => {
    const unnamed = written.filter(({ table }) => table === null).map(({ file }) => file);
    expect(new Set(unnamed)).toEqual(new Set(['database/sealed-column.sql.ts']));
  });

  it('are all in the list of docs/architecture.md, and no other', () => {
    const tables = [...read('prisma/schema.prisma').matchAll(/@@map\("([a-z_]+)"\)/g)].map(([, table]) => table);
    expect([...writers().keys()].sort()).toEqual(tables.sort());
  });

  it('are written through Prisma by their room alone', () => {
    const owners = writers();
    const models = [...read('prisma/schema.prisma').matchAll(/^model (\w+) \{[\s\S]*?@@map\("([a-z_]+)"\)/gm)];
    const tableOf = new Map(models.map(([, model = '', table = '']) => [model.toLowerCase(), table]));
    const call = /\b(\w+)\.(?:create|update|upsert|delete)(?:Many|ManyAndReturn)?\(/g;
    const strangers = files.flatMap((file) =>
      [...read(`src/${file}`).matchAll(call)]
        .map(([, model = '']) => tableOf.get(model.toLowerCase()))
        .filter((table) => table !== undefined && owners.get(table) !== file.split('/')[0])
        .map((table) => `${file} writes ${table}`),
    );
    expect(strangers).toEqual([]);
  });

  it('would be seen to be written by another room', () => {
    const written = writesOf(`
      const a = statement('a', 'SELECT id FROM accounts FOR NO KEY UPDATE OF a');
      const b = statement('b', \`WITH x AS (INSERT INTO images AS i (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET id = $1)
        DELETE FROM batches\`);
      const c = (table: string) => \`UPDATE \${table} SET id = $1\`;
      const d = sealedColumn('connections', ['id'], 'sealed_secret');`);
    expect(written).toEqual(['images', 'batches', 'connections', null]);
  });
});
