-- Images of batches that ended long ago are deleted in pages: from `forgetting_at` on they are not shown any more, at
-- `forgotten_at` none is left. The batch stays, with its counts.
ALTER TABLE "batches" ADD COLUMN "forgetting_at" TIMESTAMPTZ(3);
ALTER TABLE "batches" ADD COLUMN "forgotten_at" TIMESTAMPTZ(3);

CREATE INDEX "batches_to_forget" ON "batches" (ended_at) WHERE ended_at IS NOT NULL AND forgotten_at IS NULL;
-- Few at any time: a batch that retries another reads that one's images.
CREATE INDEX "batches_retrying" ON "batches" (account_id) WHERE retry_of IS NOT NULL AND ended_at IS NULL;
