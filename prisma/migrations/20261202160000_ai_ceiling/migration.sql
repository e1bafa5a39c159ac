-- What the AI may cost the operator for one account on one day.

-- Null: as the setting says.
ALTER TABLE "accounts" ADD COLUMN "ai_dollars_per_day" DOUBLE PRECISION;
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_ai_dollars_per_day" CHECK (ai_dollars_per_day > 0) NOT VALID;

CREATE TABLE "ai_days" (
  "day" DATE NOT NULL,
  "account_id" TEXT NOT NULL,
  "nanodollars" BIGINT NOT NULL,
  CONSTRAINT "ai_days_pkey" PRIMARY KEY ("day", "account_id")
);
