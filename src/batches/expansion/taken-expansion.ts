import type { Spender } from '../../credits/spender.js';
import type { KeptRequest } from '../model/batch-request.js';

/** How long a worker that stays silent keeps a batch. It renews its lease with every page, and while it waits for one. */
export const LEASE_SECONDS = 15;

/** A batch that a worker lists. */
export interface TakenExpansion {
  id: string;
  account_id: string;
  source_connection_id: string;
  request: KeptRequest;
  created_at: Date;
  expanded_to: string | null;
  manifest_etag: string | null;
  listed_at: Date | null;
  named_to: string | null;
  expand_attempts: number;
  /** A dry run that was estimated before, and is now to run. */
  estimated: boolean;
  traceparent: string | null;
  /** Who let it run, or made the dry run. */
  key_id: string | null;
  person_id: string | null;
}

/** Whose credits it will need. */
export function spenderOfListing({
  key_id: keyId,
  person_id: personId,
}: Pick<TakenExpansion, 'key_id' | 'person_id'>): Spender {
  return { keyId, personId };
}

/** Another worker has the batch now, or it is being ended; what this one did is not committed. */
export class TakenOver extends Error {}

/** This process ends, or it is the turn of others. */
export class TurnOver extends Error {}

/** @param rows what a statement answered that finds nothing when the batch is another's */
export function mustBeOurs<Row extends object>([row]: Row[]): Row {
  if (!row) throw new TakenOver();
  return row;
}
