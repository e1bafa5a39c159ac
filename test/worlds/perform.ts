import {
  addToBatch,
  lockBatchForSettlement,
  takeOutcomes,
  type SettledSet,
} from '../../src/batches/settlement/settle.sql.js';
import { statement, type Sql } from '../../src/database/database.service.js';
import { imageId, storeBatch } from './batch-rows.js';
import type { EndStatus, Operation, ReserveOperation } from './operation.js';
import { keyIdOf, spendingOf } from './spending.js';
import { OPERATOR, type Stage } from './stage.js';
import type { ModelWorld } from './model-world.js';
import { retryLater, writeOutcome } from '../../src/batches/work/write-outcome.js';

const REASONS = {
  succeeded: null,
  failed: 'corrupt',
  skipped: 'unchanged',
  canceled: 'canceled',
} as const satisfies Record<EndStatus, string | null>;

const claimAgain = statement(
  'worlds.claim-again',
  `UPDATE images SET status = 'processing', attempts = attempts + 1, retry_at = NULL, lease_until = now() + interval '1 year' WHERE id = $1 AND status = 'pending'`,
);
const cancelRest = statement(
  'worlds.cancel-rest',
  `UPDATE images SET status = 'canceled', reason = 'canceled', ended_at = clock_timestamp()
   WHERE batch_id = $1 AND ended_at IS NULL`,
);

/** Does with the real services what an operation says, and answers what they answered. */
export async function perform(stage: Stage, world: ModelWorld, operation: Operation): Promise<unknown> {
  const accountId = world.account(operation.account).id;
  const { database, periods, operator, settler } = stage;
  switch (operation.kind) {
    case 'reserve':
      return reserve(stage, world, accountId, operation);
    case 'end':
      for (const { image, attempt, status, described } of operation.ends) {
        const place = { id: imageId(world.batchId(operation.batch), image), attempts: attempt };
        await writeOutcome(database, place, { status, reason: REASONS[status], aiUsed: described });
      }
      return null;
    case 'retry':
      for (const image of operation.images) {
        const id = imageId(world.batchId(operation.batch), image);
        await retryLater(database, { id, attempts: 1 }, 0);
        await database.run(claimAgain, [id]);
      }
      return null;
    case 'settle':
      return settler.settle(world.batchId(operation.batch));
    case 'settleLeftBehind':
      return settler.settleLeftBehind(operation.limit);
    case 'close':
      return database.transaction((sql) => close(stage, sql, world.batchId(operation.batch)));
    case 'roll':
      return periods.roll(database, accountId);
    case 'rollDue':
      return periods.rollDue(database, operation.limit);
    case 'usage':
      return stage.credits.usage(database, accountId);
    case 'announce':
      return periods.announceUsage(database, 10);
    case 'plan':
      return stage.changes.change(OPERATOR, accountId, operation);
    case 'terms':
      return database.transaction((sql) => stage.enforcement.terms(sql, accountId, operation.terms));
    case 'grant':
      return operator.grant(OPERATOR, accountId, operation);
    case 'reverse':
      return operator.reverse(OPERATOR, accountId, operation);
    case 'reinstate':
      return operator.reinstate(OPERATOR, accountId, operation);
    case 'alerts':
      return database.transaction((sql) => stage.alerts.set(sql, accountId, operation));
    case 'adjust': {
      const { credit, amount, reference, reason } = operation;
      return stage.adjuster.adjust(OPERATOR, accountId, { credit, amount, reference, reason });
    }
    case 'budget': {
      const keyId = keyIdOf(accountId, operation.key);
      return database.transaction((sql) => stage.budgets.set(sql, accountId, keyId, operation));
    }
  }
}

/** As a batch with named keys is accepted: once for its key, with its images and its credits in one transaction. */
function reserve({ idempotency, credits }: Stage, world: ModelWorld, accountId: string, operation: ReserveOperation) {
  const { batch, images, ai, inPart, key } = operation;
  const batchId = world.batchId(batch);
  return idempotency.once({ accountId, key, content: world.contentOf(operation) }, async (sql) => {
    const wanted = { accountId, batchId, compression: images, ai: ai ? images : 0, ...spendingOf(accountId, batch) };
    if (inPart) {
      const held = await credits.reserveWhatFits(sql, wanted);
      // The images it does not cover have ended before anything here happens to them.
      await storeBatch(sql, batchId, accountId, held.images, ai);
      return { seq: held.seq };
    }
    await storeBatch(sql, batchId, accountId, images, ai);
    return { seq: (await credits.reserve(sql, wanted)).seq };
  });
}

/** Ends a batch before its time: what has not ended is canceled, and closing releases all that is still held. */
async function close({ credits, announcer }: Stage, sql: Sql, batchId: string): Promise<void> {
  const [batch] = await sql.run<{ account_id: string }>(lockBatchForSettlement, [batchId]);
  if (!batch) return;
  await sql.run(cancelRest, [batchId]);
  const [set] = await sql.run<SettledSet>(takeOutcomes, [batchId, 1_000]);
  if (!set) throw new Error('Taking outcomes always answers');
  const { succeeded, failed, skipped, canceled, ai_used: aiUsed, at } = set;
  await credits.settle(sql, {
    batchId,
    compressionUsed: succeeded,
    compressionReleased: 0,
    aiUsed,
    aiReleased: 0,
    close: true,
    failed,
    unchanged: skipped,
  });
  await sql.run(addToBatch, [batchId, succeeded, failed, skipped, canceled, 0, 0, 'completed', at]);
  await announcer.announce(sql, batch.account_id, batchId, 'batch.completed');
}
