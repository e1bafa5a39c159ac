-- Sealed texts are bound to their table, column and row. Those of earlier versions are loose: they open in any row. The row
-- says what may still be done with loose texts: `written`, `read` or `refused`, in this order and never back. A database
-- without accounts has none of them.
CREATE TABLE "sealing" (
  "id" SMALLINT PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  "loose_texts" TEXT NOT NULL CHECK (loose_texts IN ('written', 'read', 'refused')),
  "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
INSERT INTO "sealing" (loose_texts) SELECT CASE WHEN EXISTS (SELECT FROM accounts) THEN 'written' ELSE 'refused' END;

CREATE FUNCTION sealing_refuse_return() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF TG_OP = 'UPDATE' AND array_position(ARRAY['written', 'read', 'refused'], NEW.loose_texts)
    > array_position(ARRAY['written', 'read', 'refused'], OLD.loose_texts) THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'sealing goes forward only';
END $$;
CREATE TRIGGER "sealing_goes_forward" BEFORE UPDATE OR DELETE ON "sealing"
  FOR EACH ROW EXECUTE FUNCTION sealing_refuse_return();
CREATE TRIGGER "sealing_stays" BEFORE TRUNCATE ON "sealing"
  FOR EACH STATEMENT EXECUTE FUNCTION sealing_refuse_return();
