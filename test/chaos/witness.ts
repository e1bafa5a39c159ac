import type { Findings } from '../worlds/findings.js';
import type { Servers } from './servers.js';

/**
 * Triggers of the harness that write down what must never happen to a row, in the moment it does. At the end of a seed a
 * row may look sound although two workers ended it one after the other.
 */
const WITNESS = `
  CREATE TABLE seen (what text NOT NULL, id text NOT NULL, before text, after text);

  CREATE FUNCTION words(image images) RETURNS text LANGUAGE sql AS $$
    SELECT concat_ws(' ', image.key, image.status, image.reason, 'attempt', image.attempts, image.target_key,
      'ai', image.ai_used, image.out_bytes, 'bytes, ended', image.ended_at, 'settled', image.settled_at) $$;
  CREATE FUNCTION words(batch batches) RETURNS text LANGUAGE sql AS $$
    SELECT concat_ws(' ', batch.status, batch.succeeded, batch.failed, batch.skipped, batch.canceled, 'of', batch.total,
      'ended', batch.ended_at) $$;

  CREATE FUNCTION watch_image() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF OLD.ended_at IS NOT NULL
      AND (NEW.status, NEW.reason, NEW.ended_at, NEW.target_key, NEW.ai_used, NEW.out_bytes)
        IS DISTINCT FROM (OLD.status, OLD.reason, OLD.ended_at, OLD.target_key, OLD.ai_used, OLD.out_bytes) THEN
      INSERT INTO seen VALUES ('an image ended twice', OLD.id, words(OLD), words(NEW));
    END IF;
    IF OLD.settled_at IS NOT NULL AND NEW.settled_at IS DISTINCT FROM OLD.settled_at THEN
      INSERT INTO seen VALUES ('an image was settled twice', OLD.id, words(OLD), words(NEW));
    END IF;
    IF NEW.status = 'succeeded' AND OLD.status NOT IN ('processing', 'succeeded') THEN
      INSERT INTO seen VALUES ('an image succeeded that nobody had claimed', OLD.id, words(OLD), words(NEW));
    END IF;
    IF NEW.attempts > 3 THEN
      INSERT INTO seen VALUES ('an image was tried more than three times', OLD.id, words(OLD), words(NEW));
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER watch_image AFTER UPDATE ON images FOR EACH ROW EXECUTE FUNCTION watch_image();

  CREATE FUNCTION watch_batch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF OLD.ended_at IS NOT NULL
      AND (NEW.status, NEW.ended_at, NEW.total, NEW.succeeded, NEW.failed, NEW.skipped, NEW.canceled)
        IS DISTINCT FROM (OLD.status, OLD.ended_at, OLD.total, OLD.succeeded, OLD.failed, OLD.skipped, OLD.canceled) THEN
      INSERT INTO seen VALUES ('a batch changed after its end', OLD.id, words(OLD), words(NEW));
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER watch_batch AFTER UPDATE ON batches FOR EACH ROW EXECUTE FUNCTION watch_batch();`;

export async function placeWitness(servers: Servers, database: string): Promise<void> {
  await servers.query(database, WITNESS);
}

export async function hearWitness(servers: Servers, database: string, findings: Findings): Promise<void> {
  const seen = await servers.query<{ what: string; id: string; before: string; after: string }>(
    database,
    'SELECT * FROM seen',
  );
  for (const { what, id, before, after } of seen) {
    findings.add('witness', `${what}: ${id}\n    from ${before}\n    to   ${after}`);
  }
}
