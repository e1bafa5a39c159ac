import { startDescribing, type Describing } from '../support/ai-provider.js';
import { untilWaitingForLocks } from '../support/locks.js';
import { putPictures } from '../support/pictures.js';
import { until } from '../support/until.js';

describe('what replies cost, while it cannot be written', () => {
  let suite: Describing;

  beforeAll(async () => {
    suite = await startDescribing({ DATABASE_LOCK_SECONDS: '1' });
  });
  afterAll(() => suite.close());

  it('is written later, of the batch and of the day, once', async () => {
    const { service, account, bucket } = suite;
    const keys = await putPictures(bucket, 'unwritten', 3);
    const holder = await service.sql.pool.connect();
    await holder.query('BEGIN');
    // Others may read it, and nobody may write.
    await holder.query('LOCK TABLE ai_days IN EXCLUSIVE MODE');
    const { id } = await account.submit({ source: { connection: bucket.connection, keys }, ai: { altText: true } });
    expect(await account.ended(id)).toMatchObject({ images: { succeeded: 3 } });
    await untilWaitingForLocks(holder, 1);
    await untilWaitingForLocks(holder, 0);
    await holder.query('ROLLBACK');
    holder.release();
    const written = async () => {
      const { rows } = await service.sql.pool.query(
        `SELECT requests::int, nanodollars = (SELECT nanodollars FROM ai_days WHERE account_id = $2) AS agrees
         FROM ai_usage WHERE batch_id = $1`,
        [id, account.id],
      );
      return rows[0] as { requests: number; agrees: boolean } | undefined;
    };
    expect(await until(written, (row) => row?.requests === 3)).toEqual({ requests: 3, agrees: true });
    await service.client.expectSoundBooks();
  });
});
