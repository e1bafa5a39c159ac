-- What the schema file cannot say: order of keys, rules the data may never break, the small indexes
-- that keep the hot queries flat, and the one clock that credits are decided by.

-- Keys and ids sort by their bytes, as S3 lists them, whatever the database's language is.
ALTER TABLE "batches" ALTER COLUMN "id" TYPE text COLLATE "C";
ALTER TABLE "batches" ALTER COLUMN "expanded_to" TYPE text COLLATE "C";
ALTER TABLE "images" ALTER COLUMN "id" TYPE text COLLATE "C";
ALTER TABLE "images" ALTER COLUMN "batch_id" TYPE text COLLATE "C";
ALTER TABLE "images" ALTER COLUMN "key" TYPE text COLLATE "C";
ALTER TABLE "images" ALTER COLUMN "target_key" TYPE text COLLATE "C";
ALTER TABLE "outbox_events" ALTER COLUMN "id" TYPE text COLLATE "C";

-- ---------- credits ----------

-- Credits are decided by the database's clock, read after the account's row is locked: now() is the
-- transaction's start and may lie before a wait for that lock. Tests put a virtual clock in its place.
CREATE FUNCTION credit_clock() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT clock_timestamp()';

-- Half-full pages keep the updates of the one hot row in place (no index holds a counter).
ALTER TABLE "credit_balances" SET (fillfactor = 50);
-- There is no check of used + reserved against the limit: a downgrade may leave an overhang.
ALTER TABLE "credit_balances" ADD CONSTRAINT "credit_balances_not_negative" CHECK (
  compression_used >= 0 AND compression_reserved >= 0 AND ai_used >= 0 AND ai_reserved >= 0
  AND topup_reserved >= 0 AND topup_balance >= topup_reserved
  -- while there is debt nothing is free: what was free has paid it
  AND topup_debt >= 0 AND (topup_debt = 0 OR topup_balance = topup_reserved)
  AND compression_limit >= 0 AND ai_limit >= 0 AND period_no >= 0 AND period_start < period_end);
ALTER TABLE "credit_periods" ADD CONSTRAINT "credit_periods_not_negative" CHECK (
  compression_used >= 0 AND compression_reserved >= 0 AND ai_used >= 0 AND ai_reserved >= 0);

ALTER TABLE "reservations" ADD CONSTRAINT "reservations_conserve" CHECK (
  compression >= 0 AND ai_plan >= 0 AND ai_topup >= 0
  AND compression_settled >= 0 AND compression_released >= 0
  AND ai_plan_settled >= 0 AND ai_plan_released >= 0 AND ai_topup_settled >= 0 AND ai_topup_released >= 0
  AND compression_settled + compression_released <= compression
  AND ai_plan_settled + ai_plan_released <= ai_plan
  AND ai_topup_settled + ai_topup_released <= ai_topup);
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_closed_when_nothing_is_open" CHECK (
  closed_at IS NULL OR (
    compression_settled + compression_released = compression
    AND ai_plan_settled + ai_plan_released = ai_plan
    AND ai_topup_settled + ai_topup_released = ai_topup));

ALTER TABLE "credit_ledger" ADD CONSTRAINT "credit_ledger_words" CHECK (
  amount > 0 AND bucket IN ('compression', 'ai', 'topup')
  AND entry IN ('reserve', 'settle', 'release', 'grant', 'reverse', 'reinstate')
  AND ((entry IN ('grant', 'reverse', 'reinstate')) = (reference IS NOT NULL)) AND ((reference IS NULL) = (topup IS NULL))
  AND (reference IS NULL OR bucket = 'topup'));
-- A payment grants once, a refund or dispute takes back once, a won dispute restores once.
CREATE UNIQUE INDEX "credit_ledger_once" ON "credit_ledger" (account_id, entry, reference) WHERE reference IS NOT NULL;
CREATE INDEX "credit_ledger_topups" ON "credit_ledger" (account_id, topup) WHERE topup IS NOT NULL;
CREATE FUNCTION credit_ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'credit_ledger is append-only'; END $$;
CREATE TRIGGER "credit_ledger_append_only" BEFORE UPDATE OR DELETE ON "credit_ledger"
  FOR EACH ROW EXECUTE FUNCTION credit_ledger_refuse_change();

-- ---------- batches ----------

ALTER TABLE "batches" ADD CONSTRAINT "batches_words" CHECK (
  status IN ('expanding', 'queued', 'running', 'completed', 'failed', 'canceled')
  AND ((status IN ('completed', 'failed', 'canceled')) = (ended_at IS NOT NULL))
  AND succeeded + failed + skipped + canceled <= total);
CREATE INDEX "batches_expanding" ON "batches" (id) WHERE status = 'expanding';
CREATE INDEX "batches_open" ON "batches" (account_id, dispatched_at) WHERE status IN ('queued', 'running');
CREATE INDEX "batches_source_in_use" ON "batches" (source_connection_id) WHERE ended_at IS NULL;
CREATE INDEX "batches_destination_in_use" ON "batches" (destination_connection_id) WHERE ended_at IS NULL;

ALTER TABLE "images" ADD CONSTRAINT "images_words" CHECK (
  status IN ('pending', 'queued', 'processing', 'succeeded', 'failed', 'skipped', 'canceled')
  AND ((status IN ('succeeded', 'failed', 'skipped', 'canceled')) = (ended_at IS NOT NULL))
  AND (settled_at IS NULL OR ended_at IS NOT NULL)
  AND reason IN ('not_found', 'access_denied', 'not_an_image', 'corrupt', 'too_large', 'too_many_pixels',
    'unsupported_format', 'source_changed', 'timeout', 'storage_error', 'ai_refused', 'ai_failed', 'unchanged',
    'not_smaller', 'no_credits', 'canceled', 'internal'));
-- Two images of a batch never land on one key.
CREATE UNIQUE INDEX "images_one_target" ON "images" (batch_id, target_key);
-- Each of these holds only the rows that are in that stage, so it stays small whatever the table's size.
CREATE INDEX "images_pending" ON "images" (batch_id, id) WHERE status = 'pending';
CREATE INDEX "images_queued" ON "images" (queued_at) WHERE status = 'queued';
CREATE INDEX "images_processing" ON "images" (lease_until) WHERE status = 'processing';
CREATE INDEX "images_in_flight" ON "images" (batch_id) WHERE status = 'processing';
CREATE INDEX "images_unsettled" ON "images" (batch_id) WHERE ended_at IS NOT NULL AND settled_at IS NULL;

-- ---------- events and webhooks ----------

CREATE INDEX "outbox_events_waiting" ON "outbox_events" (id) WHERE relayed_at IS NULL;
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_words" CHECK (status IN ('pending', 'delivered', 'failed'));
CREATE INDEX "webhook_deliveries_due" ON "webhook_deliveries" (next_at) WHERE status = 'pending';
