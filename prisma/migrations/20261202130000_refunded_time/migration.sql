-- Invoices of subscriptions by which Stripe gave back more time than the customer took instead. Allowances do not give it back.
CREATE TABLE "billing_refunded_time" (
  "invoice_id" TEXT NOT NULL,
  "subscription_id" TEXT NOT NULL,
  "account_id" TEXT NOT NULL,
  "amount" BIGINT NOT NULL,
  "currency" TEXT NOT NULL,
  -- Of the invoice, by Stripe's clock.
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "billing_refunded_time_pkey" PRIMARY KEY ("invoice_id"),
  CONSTRAINT "billing_refunded_time_positive" CHECK (amount > 0)
);
CREATE INDEX "billing_refunded_time_created_at_idx" ON "billing_refunded_time" ("created_at");
