import { putPictures } from './pictures.js';
import { until } from './until.js';
import type { Describing } from './ai-provider.js';

/** Alt text and name, at half the price. */
export const AI_BY_FILE = { altText: true, seoRename: true, delivery: 'batch' };

/** Batches whose texts come by the file, and the rows that wait for them. */
export class FiledBatches {
  constructor(private readonly suite: Describing) {}

  /** Made-up pictures under a prefix, with alt text and a name. */
  async submit(prefix: string, count: number) {
    const { account, bucket } = this.suite;
    const keys = await putPictures(bucket, prefix, count);
    const source = { connection: bucket.connection, keys };
    return account.submit({ source, destination: { key: `out/${prefix}/{seoName}.{ext}` }, ai: AI_BY_FILE });
  }

  /** All its images wait for a file, and the provider has it. */
  async parked(id: string, count: number) {
    await until(
      () => this.rows('SELECT job_id FROM ai_jobs WHERE batch_id = $1 AND job_id IS NOT NULL', id),
      (jobs) => jobs.length > 0,
    );
    return until(
      () => this.suite.account.images(id),
      (images) => images.filter(({ status }) => status === 'processing').length === count,
    );
  }

  async rows(sql: string, ...values: unknown[]) {
    return (await this.suite.service.sql.pool.query(sql, values)).rows as Record<string, unknown>[];
  }

  /** No request and no file of the batch is left. @param look is called before each check, to make it happen now */
  async expectNothingLeft(id: string, look: () => Promise<void> = async () => {}): Promise<void> {
    const ofBatch = (table: string) => `SELECT 1 FROM ${table} WHERE batch_id = $1`;
    await until(
      async () => {
        await look();
        return this.rows(`${ofBatch('ai_requests')} UNION ALL ${ofBatch('ai_jobs')}`, id);
      },
      (left) => left.length === 0,
    );
  }
}
