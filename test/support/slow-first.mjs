/** Suites that take longest. Started last, one of them would run alone while the other workers have nothing left to do. */
const SLOW = [
  'test/chaos/',
  'test/billing/orders',
  'test/worlds/worlds',
  'test/compress/waiting',
  'test/fuzz/',
  'test/ai/',
  'test/webhooks/',
  'test/batches/',
];

/** Orders the suites for Jest: the slow ones as listed, then the others by size. Needs no record of earlier runs. */
export default class SlowFirst {
  sort(tests) {
    const rankOf = ({ path }) => {
      const rank = SLOW.findIndex((name) => path.replaceAll('\\', '/').includes(name));
      return rank === -1 ? SLOW.length : rank;
    };
    const sizeOf = ({ path, context }) => context.hasteFS.getSize(path) ?? 0;
    return tests.toSorted((a, b) => rankOf(a) - rankOf(b) || sizeOf(b) - sizeOf(a));
  }

  /** Jest hands over how long each suite took; none of it is kept. */
  cacheResults() {}
}
