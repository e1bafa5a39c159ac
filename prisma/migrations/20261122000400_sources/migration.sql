-- Batches of a million images: sources that are read from a manifest, targets that are given once all sources are
-- known, ends that are worked off in sets, and lists that are read by status or reason.

-- The version of the manifest that is read; another one would not have the same rows in the same places.
ALTER TABLE "batches" ADD COLUMN "manifest_etag" TEXT;
-- All sources are rows. What is left is to give targets, in key order, when that could not be done on the way.
ALTER TABLE "batches" ADD COLUMN "listed_at" TIMESTAMPTZ(3);
ALTER TABLE "batches" ADD COLUMN "named_to" TEXT COLLATE "C";
-- How a batch ends whose expansion was given up; its images are ended in sets before it is.
ALTER TABLE "batches" ADD COLUMN "ends_as" TEXT CHECK (ends_as IN ('failed', 'canceled'));
CREATE INDEX "batches_ending" ON "batches" (id) WHERE ends_as IS NOT NULL AND ended_at IS NULL;

-- From now on the total grows with the rows.
UPDATE "batches" SET total = (SELECT count(*) FROM images WHERE batch_id = batches.id) WHERE status = 'expanding';

-- Work is handed out in key order, however the rows came. The new index is there before the old one goes.
CREATE INDEX "images_waiting" ON "images" (batch_id, key) WHERE status = 'pending';
DROP INDEX "images_pending";
-- What ended, by how and why it ended. An image enters them once, when it is settled: before that it is one of few.
CREATE INDEX "images_ended" ON "images" (batch_id, status, key) WHERE settled_at IS NOT NULL;
CREATE INDEX "images_ended_because" ON "images" (batch_id, reason, status, key) WHERE settled_at IS NOT NULL AND reason IS NOT NULL;

-- A batch of a million leaves a million dead entries in each index of a stage; they go while it runs, not behind it.
-- What the planner learned of the batches of yesterday makes it believe that the one of today has no rows, and any index
-- good enough. Without statistics it takes every batch for a two-hundredth of the table, and looks keys up by their index.
ALTER TABLE "images" ALTER COLUMN "batch_id" SET STATISTICS 0;
ALTER TABLE "images" SET (autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02);

-- How an image ends whose result takes the place of its source, noted before it does: the source is gone then.
ALTER TABLE "images" ADD COLUMN "replacement" JSON;
