-- The trace of the request that a batch came in with, and of what an event tells of (W3C traceparent). Workers go on with it
-- from the row, as with everything else: a job in Redis carries an id and nothing more. NULL where no trace is kept.
ALTER TABLE "batches" ADD COLUMN "traceparent" TEXT;
ALTER TABLE "outbox_events" ADD COLUMN "traceparent" TEXT;
