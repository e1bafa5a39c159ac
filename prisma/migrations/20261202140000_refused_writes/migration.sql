-- A destination that refuses writes pauses the batch: how many were refused since the last one that was not, and why it paused.
ALTER TABLE "batches"
  ADD COLUMN "refused_writes" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "pause_cause" JSON;
