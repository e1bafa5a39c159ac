-- What a key may do, until when, and from where it was used last. Keys of before may do everything, for good.
ALTER TABLE "api_keys" ADD COLUMN "scopes" TEXT[] DEFAULT '{full}'
  CHECK (scopes IS NOT NULL AND cardinality(scopes) > 0 AND scopes <@ ARRAY['read', 'compress', 'batches', 'full']);
ALTER TABLE "api_keys" ADD COLUMN "expires_at" TIMESTAMPTZ(3);
ALTER TABLE "api_keys" ADD COLUMN "last_used_from" TEXT;
