import { statement } from '../../database/database.service.js';

/** Rows of the table of images as the planner knows them. */
export const knownRows = statement(
  'batches.known-rows',
  `SELECT reltuples::float8 AS rows FROM pg_class WHERE oid = 'images'::regclass`,
);

/** Skips a table that is locked: another ANALYZE of it will do. */
export const analyzeImages = statement('batches.analyze-images', 'ANALYZE (SKIP_LOCKED) images');
