import type { DatabaseService } from '../../src/database/database.service.js';
import { newId } from '../../src/common/ids.js';
import type { AccountClient } from './client.js';
import { until } from './until.js';

export interface DeliveryRow {
  id: string;
  event_id: string;
  endpoint_id: string;
  status: string;
  attempts: number;
  response_status: number | null;
  error: string | null;
  /** An attempt was begun and has not ended: what the row says of the one before is old. */
  under_way: boolean;
  /** Seconds until the next attempt. */
  waits: number;
}

export interface EndpointRow {
  consecutive_failures: number;
  disabled_at: Date | null;
  disabled_reason: string | null;
  /** Seconds until the endpoint is tried again. */
  rests: number | null;
}

export interface NewEndpointAnswer {
  id: string;
  secret: string;
}

/** What a suite of webhooks does to the rows beside the API: it does not wait for the clock. */
export class WebhookRows {
  constructor(private readonly sql: DatabaseService) {}

  /** No endpoint, nothing to deliver. Events stay: the books count those of batches. */
  async clear(): Promise<void> {
    await this.sql.pool.query('TRUNCATE webhook_endpoints, webhook_deliveries, webhook_attempts');
  }

  /** Appends events that no batch made; the books are about those of batches, so these are none. */
  async append(account: AccountClient, count: number, type = 'credits.topup_granted'): Promise<string[]> {
    const ids = Array.from({ length: count }, () => newId('evt'));
    await this.sql.pool.query(
      `INSERT INTO outbox_events (id, account_id, type, data)
       SELECT id, $2, $3, '{"credits":1,"balance":1}' FROM unnest($1::text[]) AS id`,
      [ids, account.id, type],
    );
    return ids;
  }

  async deliveries(): Promise<DeliveryRow[]> {
    const { rows } = await this.sql.pool.query<DeliveryRow>(
      `SELECT id, event_id, endpoint_id, status, attempts, response_status, error, lease_until IS NOT NULL AS under_way,
         extract(epoch FROM next_at - clock_timestamp())::float8 AS waits FROM webhook_deliveries ORDER BY id`,
    );
    return rows;
  }

  /** Deliveries there are, each of which has had so many attempts and is not in one. */
  allEnded(attempts: number): Promise<DeliveryRow[]> {
    return until(
      () => this.deliveries(),
      (found) => found.length > 0 && found.every((row) => row.attempts === attempts && !row.under_way),
    );
  }

  allDelivered(count: number): Promise<DeliveryRow[]> {
    return until(
      () => this.deliveries(),
      (found) => found.length === count && found.every(({ status }) => status === 'delivered'),
    );
  }

  async endpoint(id: string): Promise<EndpointRow> {
    const { rows } = await this.sql.pool.query<EndpointRow>(
      `SELECT *, extract(epoch FROM resume_at - clock_timestamp())::float8 AS rests FROM webhook_endpoints WHERE id = $1`,
      [id],
    );
    return rows[0] as EndpointRow;
  }

  /** What is due in seconds or hours is due now, also behind a breaker. */
  async skipWaits(): Promise<void> {
    await this.sql.pool.query(`UPDATE webhook_deliveries SET next_at = now() WHERE status = 'pending'`);
    await this.sql.pool.query('UPDATE webhook_endpoints SET resume_at = now() WHERE resume_at IS NOT NULL');
  }

  /** Leases and turns of workers that are gone are over. */
  async skipLeases(): Promise<void> {
    await this.sql.pool.query(
      `UPDATE webhook_deliveries SET lease_until = now() - interval '1 second' WHERE lease_until IS NOT NULL`,
    );
    await this.sql.pool.query(
      `UPDATE webhook_endpoints SET turn_until = now() - interval '1 second' WHERE turn_until IS NOT NULL`,
    );
  }
}
