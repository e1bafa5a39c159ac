-- Webhooks: two secrets during a rotation, pausing, a breaker and a reason for being disabled, a turn at an endpoint that
-- one worker has, and a log of every attempt.

ALTER TABLE "webhook_endpoints"
  -- The secret before the last rotation, and until when messages are signed with it too.
  ADD COLUMN "previous_sealed_secret" TEXT,
  ADD COLUMN "previous_secret_until" TIMESTAMPTZ(3),
  ADD COLUMN "paused_at" TIMESTAMPTZ(3),
  ADD COLUMN "disabled_reason" TEXT,
  -- When the first attempt failed since the last success, and how many did in a row since then.
  ADD COLUMN "failing_since" TIMESTAMPTZ(3),
  ADD COLUMN "consecutive_failures" INTEGER NOT NULL DEFAULT 0,
  -- Nothing is sent before: the breaker is open, or the receiver asked for a break.
  ADD COLUMN "resume_at" TIMESTAMPTZ(3),
  -- How long the breaker waited last between two probes.
  ADD COLUMN "probe_seconds" INTEGER,
  -- The turn: one worker at a time sends to an endpoint. Without an owner it is an offer that waits in Redis.
  ADD COLUMN "turn_owner" TEXT,
  ADD COLUMN "turn_until" TIMESTAMPTZ(3);
-- Counters and turns are written often and are in no index: half-full pages keep those updates in place.
ALTER TABLE "webhook_endpoints" SET (fillfactor = 50);
ALTER TABLE "webhook_endpoints" ADD CONSTRAINT "webhook_endpoints_words" CHECK (
  (disabled_reason IS NULL OR disabled_reason IN ('gone', 'failing'))
  AND (previous_sealed_secret IS NULL) = (previous_secret_until IS NULL) AND consecutive_failures >= 0);
CREATE INDEX "webhook_endpoints_overlap" ON "webhook_endpoints" (previous_secret_until) WHERE previous_secret_until IS NOT NULL;

-- Attempts made before it was last sent anew (resend, replay): its schedule of retries begins there.
ALTER TABLE "webhook_deliveries" ADD COLUMN "attempts_before" INTEGER NOT NULL DEFAULT 0;
-- Ids begin with the time of their event: a list pages by them, and retention needs no index of its own.
ALTER TABLE "webhook_deliveries" ALTER COLUMN "id" TYPE text COLLATE "C";
ALTER TABLE "webhook_deliveries" ALTER COLUMN "event_id" TYPE text COLLATE "C";
CREATE INDEX "webhook_deliveries_log" ON "webhook_deliveries" (endpoint_id, id);
-- What waits, by endpoint: which endpoints have something due, and the next of one of them.
CREATE INDEX "webhook_deliveries_waiting" ON "webhook_deliveries" (endpoint_id, next_at) WHERE status = 'pending';
DROP INDEX "webhook_deliveries_due";

-- One row an attempt, written when it ended. An attempt that a dead worker began leaves a gap in the numbers.
CREATE TABLE "webhook_attempts" (
    "delivery_id" TEXT COLLATE "C" NOT NULL,
    "attempt" INTEGER NOT NULL,
    "account_id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "response_status" INTEGER,
    "error" TEXT,
    "response_headers" JSON,
    "response_body" TEXT,

    CONSTRAINT "webhook_attempts_pkey" PRIMARY KEY ("delivery_id", "attempt")
);
ALTER TABLE "webhook_attempts" ADD CONSTRAINT "webhook_attempts_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "webhook_deliveries"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What retention may delete. The events of batches stay as long as their batches: the audit looks for them.
CREATE INDEX "outbox_events_passing" ON "outbox_events" (id) WHERE type NOT LIKE 'batch.%';
