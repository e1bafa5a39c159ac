import { SettleService } from '../../src/batches/settlement/settle.service.js';
import { newId } from '../../src/common/ids.js';
import { CreditsService } from '../../src/credits/credits.service.js';
import type { Spender } from '../../src/credits/spender.js';
import type { AccountClient } from './client.js';
import type { Service } from './service.js';

/** A batch of rows without objects behind them: reserved for real, and settled for real once told how its images ended. */
export async function holdBatch(
  service: Service,
  account: AccountClient,
  images: number,
  withAi = false,
  spent: { by?: Spender; connectionId?: string } = {},
) {
  const batchId = newId('bat');
  const request = { source: {}, destination: {}, compress: {}, ai: withAi ? { altText: true } : null, metadata: {} };
  await service.sql.transaction(async (sql) => {
    const run = (text: string, values: unknown[]) => sql.run({ name: `test.${text.slice(0, 40)}`, text }, values);
    await run(
      `INSERT INTO batches (id, account_id, status, source_connection_id, destination_connection_id, request, total)
       VALUES ($1, $2, 'running', 'con_none', 'con_none', $3, $4)`,
      [batchId, account.id, JSON.stringify(request), images],
    );
    await run(
      `INSERT INTO images (id, batch_id, account_id, key, status, lease_until)
       SELECT $1 || '_' || n, $1, $2, n || '.jpg', 'processing', now() + interval '1 year' FROM generate_series(1, $3) AS n`,
      [batchId, account.id, images],
    );
    const ai = withAi ? images : 0;
    const wanted = { accountId: account.id, batchId, compression: images, ai, ...spent };
    await service.app.get(CreditsService).reserve(sql, wanted);
  });
  return {
    id: batchId,
    /** Ends the images in work: the first `succeeded` well, with AI if it was asked for, the others not; then settles. */
    async end(succeeded: number): Promise<void> {
      await service.sql.pool.query(
        `UPDATE images SET ended_at = now(), lease_until = NULL,
           status = CASE WHEN split_part(key, '.', 1)::int <= $2 THEN 'succeeded' ELSE 'failed' END,
           reason = CASE WHEN split_part(key, '.', 1)::int <= $2 THEN NULL ELSE 'corrupt' END,
           ai_used = $3 AND split_part(key, '.', 1)::int <= $2
         WHERE batch_id = $1 AND status = 'processing'`,
        [batchId, succeeded, withAi],
      );
      await service.app.get(SettleService).settle(batchId);
    },
  };
}
