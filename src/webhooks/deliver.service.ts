import { Inject, Injectable } from '@nestjs/common';
import { decrypt } from '../common/crypto.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { Database } from '../database/database.service.js';
import { claimDelivery, endAttempt } from './deliveries.sql.js';
import { Sender } from './sender.js';

/** Seconds between attempts, after Standard Webhooks: ten attempts over about 76 hours. */
const RETRY_SECONDS = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
const JITTER = 0.2;
/** Longer than one attempt can take, so that nobody sends beside it. */
const ATTEMPT_LEASE_SECONDS = 30;

interface ClaimedDelivery {
  id: string;
  attempts: number;
  event_id: string;
  type: string;
  data: object;
  created_at: Date;
  url: string;
  sealed_secret: string;
}

/** One attempt at one delivery. A crash after the post and before the commit sends it again under the same id. */
@Injectable()
export class DeliverService {
  constructor(
    private readonly database: Database,
    private readonly sender: Sender,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async deliver(deliveryId: string): Promise<void> {
    const [claimed] = await this.database.run<ClaimedDelivery>(claimDelivery, [deliveryId, ATTEMPT_LEASE_SECONDS]);
    if (!claimed) return;
    const { id, attempts, event_id, type, data, created_at, url, sealed_secret } = claimed;
    const result = await this.sender.send({
      id: event_id,
      body: JSON.stringify({ type, timestamp: created_at.toISOString(), data }),
      url,
      secret: decrypt(sealed_secret, this.settings.encryptionKey),
    });
    const values = [id, attempts, result.status, result.error, nextDelay(attempts), result.delivered];
    await this.database.run(endAttempt, values);
  }
}

/** Seconds until the next attempt; null after the last. */
function nextDelay(attempts: number): number | null {
  const delay = RETRY_SECONDS[attempts - 1];
  return delay === undefined ? null : delay * (1 - JITTER + Math.random() * 2 * JITTER);
}
