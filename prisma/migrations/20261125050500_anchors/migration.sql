-- The anchor of an account may move (a subscription begins), and a planned plan may wait for a later period's end than
-- that of the current one (a year that was paid for).

-- The number of the period that begins at the anchor. Periods before the anchor (a trial) have lower ones.
ALTER TABLE "credit_balances" ADD COLUMN "anchor_no" INTEGER NOT NULL DEFAULT 0;

-- From which boundary on which anchor counts; boundary n is where period n begins. Accounts whose anchor never moved have
-- no rows: all of their boundaries are counted from the anchor of their balance.
CREATE TABLE "credit_anchors" (
    "account_id" TEXT NOT NULL,
    "boundary_no" INTEGER NOT NULL,
    "anchor" TIMESTAMPTZ(3) NOT NULL,
    "anchor_no" INTEGER NOT NULL,

    CONSTRAINT "credit_anchors_pkey" PRIMARY KEY ("account_id", "boundary_no")
);
ALTER TABLE "credit_anchors" ADD CONSTRAINT "credit_anchors_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The planned plan takes force at the first period's end that is not before this; null is the current period's end.
ALTER TABLE "accounts" ADD COLUMN "next_plan_at" TIMESTAMPTZ(3);
