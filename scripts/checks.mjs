/**
 * What a change must pass before its tests run. Each is a name, a program in node_modules, and its arguments; they do not
 * depend on each other. `test/scripts/checks.spec.ts` shows that they fail when they should.
 */
export const CHECKS = [
  ['lint', 'oxlint/bin/oxlint', []],
  [
    'floors',
    'dependency-cruiser/bin/dependency-cruiser.mjs',
    ['src', 'web', 'bench', 'stand-ins', 'examples', '--config', '.dependency-cruiser.mjs'],
  ],
  ['formatting', 'prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']],
  ['types', 'typescript/bin/tsc', ['-p', 'tsconfig.json']],
  ['types beside the service', 'typescript/bin/tsc', ['-p', 'tsconfig.tools.json']],
  ['types of the dashboard', 'typescript/bin/tsc', ['-p', 'web']],
];
