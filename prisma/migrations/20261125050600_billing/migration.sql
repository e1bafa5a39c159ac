-- Billing with Stripe: customers, purchases that were begun, events as they came, and rounds of looking for missed ones.

-- One customer for each account. The row is there before the customer is made, so that two callers make one.
CREATE TABLE "billing_customers" (
    "account_id" TEXT NOT NULL,
    "customer_id" TEXT,
    -- Rises with all that is put in force. Who fetched from Stripe before it rose has something old in hand.
    "version" BIGINT NOT NULL DEFAULT 0,
    "subscription_id" TEXT,
    "status" TEXT,
    "terms" JSON,
    "renews_at" TIMESTAMPTZ(3),
    "synced_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "billing_customers_pkey" PRIMARY KEY ("account_id")
);
CREATE UNIQUE INDEX "billing_customers_customer_id_key" ON "billing_customers" (customer_id);
CREATE INDEX "billing_customers_renewing" ON "billing_customers" (renews_at) WHERE renews_at IS NOT NULL;
ALTER TABLE "billing_customers" ADD CONSTRAINT "billing_customers_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "billing_checkouts" (
    "id" TEXT COLLATE "C" NOT NULL,
    "account_id" TEXT NOT NULL,
    "intent" TEXT NOT NULL,
    "choice" TEXT NOT NULL,
    "price_id" TEXT NOT NULL,
    "session_id" TEXT,
    "url" TEXT,
    "status" TEXT NOT NULL DEFAULT 'creating',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "billing_checkouts_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "billing_checkouts" ADD CONSTRAINT "billing_checkouts_words" CHECK (
  status IN ('creating', 'open', 'processing', 'done', 'expired')
  AND ((status IN ('done', 'expired')) = (ended_at IS NOT NULL)));
CREATE UNIQUE INDEX "billing_checkouts_session_id_key" ON "billing_checkouts" (session_id);
-- One open purchase for each intent: who asks twice is sent to the same session.
CREATE UNIQUE INDEX "billing_checkouts_one_open" ON "billing_checkouts" (account_id, intent) WHERE status IN ('creating', 'open');
CREATE INDEX "billing_checkouts_not_ended" ON "billing_checkouts" (id) WHERE ended_at IS NULL;
ALTER TABLE "billing_checkouts" ADD CONSTRAINT "billing_checkouts_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "stripe_events" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "customer_id" TEXT,
    "payment_intent_id" TEXT,
    "session_id" TEXT,
    "account_id" TEXT,
    "source" TEXT NOT NULL DEFAULT 'webhook',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "offered_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "error" TEXT,
    "handled_at" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "stripe_events_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "stripe_events" ADD CONSTRAINT "stripe_events_words" CHECK (
  source IN ('webhook', 'reconcile') AND ((handled_at IS NULL) = (outcome IS NULL))
  AND (outcome IS NULL OR outcome IN ('applied', 'unchanged', 'ignored', 'unknown_customer')));
CREATE INDEX "stripe_events_waiting" ON "stripe_events" (next_at) WHERE handled_at IS NULL;
CREATE INDEX "stripe_events_unknown" ON "stripe_events" (received_at) WHERE outcome = 'unknown_customer';
CREATE INDEX "stripe_events_received" ON "stripe_events" (received_at) WHERE handled_at IS NOT NULL;

CREATE TABLE "billing_reconciles" (
    "id" TEXT COLLATE "C" NOT NULL,
    "phase" TEXT NOT NULL DEFAULT 'events',
    "cursor" TEXT,
    "looked" INTEGER NOT NULL DEFAULT 0,
    "healed" INTEGER NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3),
    "error" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "billing_reconciles_pkey" PRIMARY KEY ("id")
);
-- One round at a time.
CREATE UNIQUE INDEX "billing_reconciles_one_open" ON "billing_reconciles" ((ended_at IS NULL)) WHERE ended_at IS NULL;

CREATE TABLE "billing_heals" (
    "id" BIGSERIAL NOT NULL,
    "reconcile_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "changes" JSON NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "billing_heals_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "billing_heals_reconcile_id_idx" ON "billing_heals" (reconcile_id);
