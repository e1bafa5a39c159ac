import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const SOURCES = join(import.meta.dirname, '../../src');
/** The emulators and the command line log nothing of a service; the generator writes its own. */
const OUTSIDE = /^(dev|cli|database\/generated)\/|\.spec\.ts$/;
const LEVELS = new Set(['fatal', 'error', 'warn', 'log', 'debug', 'verbose']);
/** Of an error, but for those that cut what it says. */
const WORDS = new Set(['message', 'stack', 'cause']);

/** Calls of a logger that are handed the words of an error as they are. */
function rawWords(source: string): string[] {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const hasWords = (node: ts.Node): boolean =>
    (ts.isPropertyAccessExpression(node) && WORDS.has(node.name.text)) ||
    (ts.isIdentifier(node) && /^(error|thrown|cause|failure)$/.test(node.text) && !isHandedOn(node)) ||
    (ts.forEachChild(node, hasWords) ?? false);
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isLogger(node.expression) && node.arguments.some(hasWords)) {
      found.push(node.getText(file));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function isLogger(callee: ts.Expression): boolean {
  return (
    ts.isPropertyAccessExpression(callee) &&
    LEVELS.has(callee.name.text) &&
    /(^|\.)(logger|console)$/.test(callee.expression.getText())
  );
}

/** To a function, such as `errorText`; or only a name of it is looked at. */
function isHandedOn({ parent }: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(parent)) return true;
  return ts.isCallExpression(parent) && parent.expression.getText() !== 'String' && !isLogger(parent.expression);
}

const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts') && !OUTSIDE.test(file));
const read = (file: string) => readFileSync(join(SOURCES, file), 'utf8');

describe('what is logged of an error', () => {
  it('goes through errorText and errorStack, which cut it', () => {
    const raw = files.flatMap((file) => rawWords(read(file)).map((call) => `${file}: ${call}`));
    expect(raw).toEqual([]);
    expect(files.filter((file) => read(file).includes('errorText(')).length).toBeGreaterThan(12);
  });

  it.each([
    'this.logger.error(`x: ${error.message}`)',
    'this.logger.warn(error.message)',
    'logger.error(text, error.stack)',
    'this.logger.error(`x: ${(error as Error).message}`)',
    'this.logger.warn(`x: ${error}`)',
    'this.logger.error(String(thrown))',
    'this.logger.error("x", error)',
  ])('is found: %s', (call) => {
    expect(rawWords(call)).toEqual([call]);
  });

  it.each([
    'this.logger.error(`x: ${errorText(error)}`, errorStack(error))',
    'this.logger.error(`x: ${foreignName(error.code)}`)',
    'other.error(error.message)',
  ])('is none: %s', (call) => {
    expect(rawWords(call)).toEqual([]);
  });
});
