import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SettleService } from '#service/batches/settlement/settle.service.js';
import { newId } from '#service/common/ids.js';
import { CreditsService } from '#service/credits/credits.service.js';
import { DatabaseService } from '#service/database/database.service.js';
import { OperatorService } from '#service/operator/operator.service.js';
import { compare, rate, type Comparison } from '../rate.ts';

const OUTCOMES = 10_000;
const CLIENTS = 16;
const SECONDS = 3;
const ROUNDS = 3;

/** Settling the outcomes of one batch in sets, against one transaction an image. */
export async function benchSettle(app: NestFastifyApplication): Promise<Comparison[]> {
  const database = app.get(DatabaseService);
  const account = { name: 'Benchmark', email: 'b@example.com', plan: 'agency' as const };
  const { account: made } = await app.get(OperatorService).create({ kind: 'operator', id: 'bench' }, account);
  const inSets = async () => {
    const batchId = await endedBatch(app, made.id);
    const began = performance.now();
    await app.get(SettleService).settle(batchId);
    return OUTCOMES / ((performance.now() - began) / 1000);
  };
  const oneByOne = async () => {
    const batchId = await endedBatch(app, made.id);
    let next = 0;
    const perSecond = await rate(CLIENTS, SECONDS, () => settleOne(app, batchId, next++));
    await database.pool.query('UPDATE images SET settled_at = now() WHERE batch_id = $1', [batchId]);
    return perSecond;
  };
  const name = 'settle 10,000 outcomes, images';
  return [await compare(name, inSets, 'one transaction an image', oneByOne, ROUNDS)];
}

async function settleOne(app: NestFastifyApplication, batchId: string, image: number): Promise<void> {
  await app.get(DatabaseService).transaction(async (sql) => {
    const mark = {
      name: 'bench.mark',
      text: 'UPDATE images SET settled_at = now() WHERE id = $1 AND settled_at IS NULL',
    };
    await sql.run(mark, [`${batchId}_${image}`]);
    await app.get(CreditsService).settle(sql, {
      batchId,
      compressionUsed: 1,
      compressionReleased: 0,
      aiUsed: 0,
      aiReleased: 0,
      close: false,
    });
  });
}

/** A batch whose images have all ended, and none is settled. */
async function endedBatch(app: NestFastifyApplication, accountId: string): Promise<string> {
  const batchId = newId('bat');
  const { pool } = app.get(DatabaseService);
  const request = { source: {}, destination: {}, compress: {}, ai: null, metadata: {} };
  await pool.query(
    `INSERT INTO batches (id, account_id, status, source_connection_id, destination_connection_id, request, total)
     VALUES ($1, $2, 'running', 'con_none', 'con_none', $3, $4)`,
    [batchId, accountId, JSON.stringify(request), OUTCOMES],
  );
  await pool.query(
    `INSERT INTO images (id, batch_id, account_id, key, status, ended_at)
     SELECT $1 || '_' || n, $1, $2, n || '.jpg', 'succeeded', now() FROM generate_series(0, $3 - 1) AS n`,
    [batchId, accountId, OUTCOMES],
  );
  await app.get(CreditsService).reserve(app.get(DatabaseService), { accountId, batchId, compression: OUTCOMES, ai: 0 });
  return batchId;
}
