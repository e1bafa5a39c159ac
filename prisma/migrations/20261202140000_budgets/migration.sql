-- What a key may use in a calendar month (UTC). One row a key that has a budget; the others cost nothing.
CREATE TABLE "key_budgets" (
  "key_id" TEXT NOT NULL,
  "account_id" TEXT NOT NULL,
  -- Limits; null is none.
  "compression" BIGINT,
  "ai" BIGINT,
  -- The month (its first day) in which so much was taken: used, or held by open batches.
  "month" DATE NOT NULL,
  "compression_taken" BIGINT NOT NULL,
  "ai_taken" BIGINT NOT NULL,
  CONSTRAINT "key_budgets_pkey" PRIMARY KEY ("key_id"),
  -- Whether a budget is kept is decided by the reservation: a limit that is lowered may lie below what was taken.
  CONSTRAINT "key_budgets_not_negative" CHECK (compression >= 0 AND ai >= 0 AND compression_taken >= 0 AND ai_taken >= 0)
);
ALTER TABLE "key_budgets" ADD CONSTRAINT "key_budgets_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "api_keys"("id")
  ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "key_budgets_account_id_idx" ON "key_budgets" ("account_id");
-- Half-full pages keep the updates of a row in place.
ALTER TABLE "key_budgets" SET (fillfactor = 50);

-- Keys that have a budget. A reservation that waited for the account's row learns from it of a budget that is newer than what the
-- rest of its statement sees.
ALTER TABLE "credit_balances" ADD COLUMN "budgeted_keys" TEXT[] DEFAULT '{}' CHECK (budgeted_keys IS NOT NULL);
