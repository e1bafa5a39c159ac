-- A batch that is told to end early: set once, and from then on none of its images is started.
ALTER TABLE "batches" ADD COLUMN "cancel_requested_at" TIMESTAMPTZ(3);

-- Few rows each: batches on their way to being canceled, and batches that have not ended.
CREATE INDEX "batches_canceling" ON "batches" (id) WHERE cancel_requested_at IS NOT NULL AND ended_at IS NULL;
CREATE INDEX "batches_not_ended" ON "batches" (created_at) WHERE ended_at IS NULL;
