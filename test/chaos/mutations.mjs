/**
 * Rules of recovery, each broken by one small change of the source. A seed must fail for every one of them.
 * `from` must be in the file exactly once.
 */
export const MUTATIONS = [
  {
    rule: 'an outcome is written whoever holds the claim',
    file: 'src/batches/work/outcome.sql.ts',
    from: `ai_used = $17, in_frames = $18, out_frames = $19
   WHERE id = $1 AND attempts = $2 AND status = 'processing'`,
    to: `ai_used = $17, in_frames = $18, out_frames = $19
   WHERE id = $1 AND $2::int IS NOT NULL`,
  },
  {
    rule: 'images of dead workers are not put back',
    file: 'src/batches/work/rescue.service.ts',
    from: 'const putBack = await this.database.run(putBackAbandoned, [MAX_ATTEMPTS, PAGE]);',
    to: 'const putBack: object[] = []; void putBackAbandoned;',
  },
  {
    rule: 'images that Redis lost are not queued again',
    file: 'src/batches/work/rescue.service.ts',
    from: 'const requeued = await this.requeueLost();',
    to: 'const requeued = 0; void this.requeueLost;',
  },
  {
    rule: 'outcomes are settled without the settled_at guard',
    file: 'src/batches/settlement/settle.sql.ts',
    from: `ended_at IS NOT NULL AND settled_at IS NULL LIMIT $2))
       AND settled_at IS NULL`,
    to: 'ended_at IS NOT NULL LIMIT $2))',
  },
  {
    rule: 'an image is claimed whoever has it',
    file: 'src/batches/work/claim.sql.ts',
    from: "WHERE i.id = $1 AND i.status = 'queued' AND b.id = i.batch_id",
    to: 'WHERE i.id = $1 AND b.id = i.batch_id',
  },
  {
    rule: 'finished jobs stay in Redis',
    file: 'src/queue/queues.ts',
    from: '{ removeOnComplete: true, removeOnFail: true }',
    to: '{ removeOnComplete: false, removeOnFail: false }',
  },
  {
    rule: 'what Redis kept of a lost job is taken for the job',
    file: 'src/queue/queue.service.ts',
    from: 'await dropped.exec();',
    to: '',
  },
  {
    rule: 'a repeated submit is taken for a new one',
    file: 'src/database/idempotency.service.ts',
    from: 'if (key === null) {',
    to: 'if (key !== undefined) {',
  },
  {
    rule: 'a message whose worker died is not sent again',
    file: 'src/webhooks/claim.sql.ts',
    from: 'AND (lease_until IS NULL OR lease_until < clock_timestamp())',
    to: 'AND lease_until IS NULL',
  },
  {
    rule: 'nobody listens for connections that break while idle',
    file: 'src/database/database.service.ts',
    from: "this.pool.on('error', () => {});",
    to: '',
  },
  {
    rule: 'a fault of S3 that may pass ends the image',
    file: 'src/batches/work/process-image.service.ts',
    from: 'const passing = !(failure instanceof StorageError) || failure.retryable;',
    to: 'const passing = false;',
  },
];
