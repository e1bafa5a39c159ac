-- 'ready': a dry run that was expanded and estimated, and waits to be started. Nothing is reserved for it.
ALTER TABLE "batches" DROP CONSTRAINT "batches_words";
ALTER TABLE "batches" ADD CONSTRAINT "batches_words" CHECK (
  status IN ('expanding', 'ready', 'queued', 'running', 'paused', 'completed', 'failed', 'canceled')
  AND ((status IN ('completed', 'failed', 'canceled')) = (ended_at IS NOT NULL))
  AND succeeded + failed + skipped + canceled <= total);

-- What a dry run found out.
ALTER TABLE "batches" ADD COLUMN "estimate" JSON;
