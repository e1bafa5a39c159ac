import { statement } from '../database/database.service.js';

/**
 * Which callers may no longer do what they were let in for: their account is suspended or gone; their key was deleted, rolled
 * or has ended; their session has ended or lacks the second factor that the account
 * demands, or they are no members any more. Arrays: $1 accounts, $2 'key' or 'person', $3 key or
 * person, $4 the key's hash or the session. Answers places in the arrays, from 1.
 */
export const fallenCallers = statement(
  'callers.fallen',
  `SELECT w.place::int AS place
   FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) WITH ORDINALITY AS w(account, kind, id, proof, place)
   WHERE NOT EXISTS (SELECT FROM accounts a WHERE a.id = w.account AND a.suspended_at IS NULL)
     OR NOT CASE w.kind
       WHEN 'key' THEN EXISTS (SELECT FROM api_keys k WHERE k.hash = w.proof AND k.id = w.id AND k.account_id = w.account
         AND (k.expires_at IS NULL OR k.expires_at > clock_timestamp()))
       ELSE EXISTS (
         SELECT FROM sessions s JOIN memberships m ON m.person_id = s.person_id AND m.account_id = w.account
           JOIN accounts a ON a.id = w.account
         WHERE s.id = w.proof AND s.person_id = w.id AND s.expires_at > clock_timestamp()
           AND (NOT a.requires_second_factor OR s.second_factor AND (s.proved_by = 'passkey' OR EXISTS (
             SELECT FROM second_factors f WHERE f.person_id = s.person_id AND f.enabled_at IS NOT NULL))))
       END`,
);
