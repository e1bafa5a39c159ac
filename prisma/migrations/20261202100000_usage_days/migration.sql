-- Where credits went: by day, key, person and connection. Counted at each settlement, in its statement. What was used before
-- this is not in it, nor what processes of the version before settle beside this one: nobody knows who let that run.

-- Who let the batch run: a key or a person.
ALTER TABLE "batches" ADD COLUMN "key_id" TEXT, ADD COLUMN "person_id" TEXT;

ALTER TABLE "reservations"
  ADD COLUMN "key_id" TEXT,
  ADD COLUMN "person_id" TEXT,
  -- Of the source; null for uploads.
  ADD COLUMN "connection_id" TEXT,
  -- The calendar month in which it was made, in UTC: its first day.
  ADD COLUMN "month" DATE;

-- Of entries that settle: the day their use is counted under.
ALTER TABLE "credit_ledger" ADD COLUMN "usage_day" DATE;

-- An empty id: none, or nobody knows.
CREATE TABLE "credit_usage" (
  "account_id" TEXT NOT NULL,
  -- In UTC.
  "day" DATE NOT NULL,
  "key_id" TEXT NOT NULL,
  "person_id" TEXT NOT NULL,
  "connection_id" TEXT NOT NULL,
  -- Of the reservations that the credits are of.
  "reserved_month" DATE NOT NULL,
  "compression" BIGINT NOT NULL DEFAULT 0,
  "ai" BIGINT NOT NULL DEFAULT 0,
  "succeeded" BIGINT NOT NULL DEFAULT 0,
  "failed" BIGINT NOT NULL DEFAULT 0,
  "unchanged" BIGINT NOT NULL DEFAULT 0,
  "bytes_saved" BIGINT NOT NULL DEFAULT 0,
  CONSTRAINT "credit_usage_pkey" PRIMARY KEY ("account_id", "day", "key_id", "person_id", "connection_id", "reserved_month"),
  CONSTRAINT "credit_usage_not_negative" CHECK (
    compression >= 0 AND ai >= 0 AND succeeded >= 0 AND failed >= 0 AND unchanged >= 0 AND bytes_saved >= 0)
);
-- Rows of the day change with each settlement, in place: no index holds a counter.
ALTER TABLE "credit_usage" SET (fillfactor = 70);
CREATE INDEX "credit_usage_day_idx" ON "credit_usage" ("day");
