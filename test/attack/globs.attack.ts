import { makeBucket, makeJpeg, type TestBucket } from '../support/bucket.js';
import type { AccountClient } from '../support/client.js';
import { until } from '../support/until.js';
import { startStage, type Stage } from './support/stage.js';

const LONG_KEY = `${'a'.repeat(200)}.jpg`;

/** Each takes a matcher that backtracks longer than anybody lives. */
const PATTERNS = [
  ...[7, 20, 60].map((stars) => `${'*a'.repeat(stars)}*b`),
  `${'**/'.repeat(30)}b`,
  `${'*a/**/'.repeat(20)}b`,
  `${'?*'.repeat(60)}b`,
  `+(a|aa)+(a|aa)+(a|aa)b`,
  `*(*(*(*(a))))b`,
  `${'{a,aa}'.repeat(20)}b`,
  `{${'{a,b},'.repeat(200)}c}`,
  `${'{'.repeat(500)}a${'}'.repeat(500)}`,
  `{1..1000000000}`,
  `${'{1..9}'.repeat(12)}`,
  `${'['.repeat(400)}`,
  `${'[a-z]*'.repeat(40)}b`,
  `!(${'!('.repeat(40)}a${')'.repeat(41)}`,
  'a'.repeat(60_000),
];

describe('patterns that no matcher should follow', () => {
  let stage: Stage;
  let attacker: AccountClient;
  let bucket: TestBucket;

  beforeAll(async () => {
    stage = await startStage();
    attacker = await stage.api.account();
    bucket = await makeBucket(attacker);
    const jpeg = await makeJpeg();
    for (const key of [LONG_KEY, `${'a/'.repeat(90)}a.jpg`, 'b.jpg']) await bucket.put(key, jpeg);
  });
  afterAll(() => stage.end());

  const expanded = (id: string) =>
    until(
      () => attacker.batch(id),
      ({ status }) => status !== 'expanding',
      10,
    );

  it.each(PATTERNS.flatMap((pattern) => [['include', pattern] as const, ['exclude', pattern] as const]))(
    'hold no worker and no caller: %s %s',
    async (side, pattern) => {
      const began = performance.now();
      const named = { connection: bucket.connection, keys: [LONG_KEY], [side]: [pattern] };
      const listed = { connection: bucket.connection, prefix: '', [side]: [pattern] };
      const answers = await Promise.all(
        [named, listed].map((source) => attacker.post<{ id: string }>('/api/batches', { source, dryRun: true })),
      );
      for (const { status, body } of answers) {
        expect([202, 400]).toContain(status);
        if (status === 202) await expanded(body.id);
        else expect(JSON.stringify(body).length).toBeLessThan(2_000);
      }
      expect(performance.now() - began).toBeLessThan(10_000);
    },
  );

  it('leave the workers free for everybody else', async () => {
    const own = await makeBucket(stage.bystander);
    await own.put('mine.jpg', await makeJpeg());
    const { id } = await stage.bystander.submit({ source: { connection: own.connection, prefix: '' } });
    expect(await stage.bystander.ended(id, 20)).toMatchObject({ status: 'completed', images: { succeeded: 1 } });
  });
});
