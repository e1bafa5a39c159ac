import { Inject, Injectable } from '@nestjs/common';
import { decrypt, encrypt } from '../common/crypto.js';
import { newId } from '../common/ids.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { statement, type Sql } from '../database/database.service.js';
import { newEndpointSecret, requireAllowedEndpoint } from './endpoints.js';

/**
 * Waits for another request that makes the same row. No event has the type `by-name`: a process of the version before,
 * which knows no `for_batches`, sends nothing there. $1 id, $2 account, $3 address, $4 sealed secret.
 */
const insertNamed = statement(
  'events.insert-named-endpoint',
  `INSERT INTO webhook_endpoints (id, account_id, url, events, sealed_secret, for_batches)
   VALUES ($1, $2, $3, '{by-name}', $4, true) ON CONFLICT (account_id, url) WHERE for_batches DO NOTHING`,
);
/** $1 account, $2 address. */
const readNamed = statement(
  'events.read-named-endpoint',
  `SELECT id, sealed_secret, disabled_at IS NOT NULL AS disabled FROM webhook_endpoints
   WHERE account_id = $1 AND url = $2 AND for_batches`,
);
/** Nobody else could resume it: it is in no list. $1 endpoint. */
const resumeNamed = statement(
  'events.resume-named-endpoint',
  `UPDATE webhook_endpoints SET disabled_at = NULL, disabled_reason = NULL, failing_since = NULL, consecutive_failures = 0,
     resume_at = NULL, probe_seconds = NULL
   WHERE id = $1 AND disabled_at IS NOT NULL`,
);

/**
 * Endpoints that are named with a request instead of being set up: one for each account and address, made when it is
 * named first. So deliveries, attempts and signatures are those of any endpoint. All requests that name the address are
 * told the same secret: a program that lost the first answer can still verify what the next batch sends. One that was
 * disabled because it failed for days gets another chance with each batch that names it.
 */
@Injectable()
export class NamedEndpoints {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** @throws ApiError `blocked_address` */
  async named(sql: Sql, accountId: string, url: string): Promise<{ id: string; secret: string }> {
    const { allowPrivateEndpoints, encryptionKey } = this.settings;
    requireAllowedEndpoint(url, allowPrivateEndpoints);
    const known = await this.read(sql, accountId, url);
    if (known?.disabled) await sql.run(resumeNamed, [known.id]);
    if (known) return known;
    await sql.run(insertNamed, [newId('whe'), accountId, url, encrypt(newEndpointSecret(), encryptionKey)]);
    const made = await this.read(sql, accountId, url);
    if (!made) throw new Error(`No endpoint of ${accountId} was made`);
    return made;
  }

  private async read(sql: Sql, accountId: string, url: string) {
    const [row] = await sql.run<{ id: string; sealed_secret: string; disabled: boolean }>(readNamed, [accountId, url]);
    if (!row) return null;
    const secret = decrypt(row.sealed_secret, this.settings.encryptionKey);
    return { id: row.id, secret, disabled: row.disabled };
  }
}
