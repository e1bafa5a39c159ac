import base from './jest.config.js';

/** `npm run test:browser`: the dashboard in Debian's Chromium, on a service and servers of its own. */
export default {
  ...base,
  roots: ['<rootDir>/test/browser'],
  testMatch: ['**/*.browser.ts'],
  // Suites close their stage in an afterAll of the whole file, which would come after ours; --forceExit ends what a failed one left.
  setupFilesAfterEnv: [],
  // One browser at a time: two would wait for each other's painting.
  maxWorkers: 1,
  testTimeout: 120_000,
};
