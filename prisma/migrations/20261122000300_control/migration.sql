-- Pausing, retrying and following a batch, and a webhook that only one batch names.

-- 'paused': none of its images is started, its credits stay held. `batches_open` is what the dispatcher looks through, so
-- paused batches stay out of it.
ALTER TABLE "batches" DROP CONSTRAINT "batches_words";
ALTER TABLE "batches" ADD CONSTRAINT "batches_words" CHECK (
  status IN ('expanding', 'queued', 'running', 'paused', 'completed', 'failed', 'canceled')
  AND ((status IN ('completed', 'failed', 'canceled')) = (ended_at IS NOT NULL))
  AND succeeded + failed + skipped + canceled <= total);

-- The batch whose failed images this one tries again.
ALTER TABLE "batches" ADD COLUMN "retry_of" TEXT COLLATE "C";

-- When the last set of outcomes was settled. Each set's time is later than that of the set before, whatever the clock
-- does, and sets of a batch are committed one after the other: so "settled after" misses no image.
ALTER TABLE "batches" ADD COLUMN "settled_to" TIMESTAMPTZ(3);
CREATE INDEX "images_settled" ON "images" (batch_id, settled_at, id) WHERE settled_at IS NOT NULL;

-- Endpoints that a batch named with `webhookUrl`, one for each account and address: they get what is sent to them by
-- name and nothing else, are not listed, and do not count to an account's limit.
ALTER TABLE "webhook_endpoints" ADD COLUMN "for_batches" BOOLEAN NOT NULL DEFAULT false;
CREATE UNIQUE INDEX "webhook_endpoints_for_batches" ON "webhook_endpoints" (account_id, url) WHERE for_batches;
CREATE INDEX "webhook_endpoints_listed" ON "webhook_endpoints" (account_id) WHERE NOT for_batches;
ALTER TABLE "batches" ADD COLUMN "webhook_endpoint_id" TEXT;
ALTER TABLE "outbox_events" ADD COLUMN "endpoint_id" TEXT;
