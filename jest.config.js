import { availableParallelism } from 'node:os';

/** A suite waits for servers and leases as often as it computes; more than six could run out of connections to PostgreSQL. */
const WORKERS = Math.min(availableParallelism() + 1, 6);

/**
 * Tests run as ES modules (Node's --experimental-vm-modules, which the scripts give) and are
 * compiled by swc. Specs sit beside the code they describe; suites that need servers are in test/.
 */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/web/src', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
  setupFilesAfterEnv: ['<rootDir>/test/support/after-suite.ts'],
  globalSetup: '<rootDir>/test/support/start-servers.mjs',
  globalTeardown: '<rootDir>/test/support/stop-servers.mjs',
  reporters: ['default', '<rootDir>/test/support/not-run.mjs'],
  testSequencer: '<rootDir>/test/support/slow-first.mjs',
  maxWorkers: WORKERS,
  // What a suite imported stays in memory. Collecting it takes longer, suite by suite, than a new process does.
  workerIdleMemoryLimit: '700MB',
  // Of a machine that is busy with something else; a test that hangs is found all the same.
  testTimeout: 120_000,
};
