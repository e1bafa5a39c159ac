import base from './jest.config.js';

/** `npm run test:browser`: the dashboard in Debian's Chromium, on a service and servers of its own. */
export default {
  ...base,
  roots: ['<rootDir>/test/browser'],
  testMatch: ['**/*.browser.ts'],
  // One browser at a time: two would wait for each other's painting.
  maxWorkers: 1,
  testTimeout: 120_000,
};
