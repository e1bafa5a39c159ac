-- A connection may name a role of AWS in place of a key pair: it has no secret then, and the empty texts that processes of the
-- version before can list. The external id is what a role's owner demands of us; each account has one of its own.
ALTER TABLE "connections" ADD COLUMN "role_arn" TEXT,
  ADD CONSTRAINT "connections_credentials" CHECK (
    CASE WHEN role_arn IS NULL THEN sealed_secret <> '' ELSE sealed_secret = '' AND access_key_id = '' END);

CREATE TABLE "external_ids" (
  "account_id" TEXT COLLATE "C" PRIMARY KEY REFERENCES "accounts" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  "external_id" TEXT NOT NULL UNIQUE,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
