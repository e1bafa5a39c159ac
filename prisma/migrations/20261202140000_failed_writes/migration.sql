-- A destination that takes no results pauses the batch: how many could not be written, and why it paused.
ALTER TABLE "batches"
  ADD COLUMN "failed_writes" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "pause_cause" JSON;
