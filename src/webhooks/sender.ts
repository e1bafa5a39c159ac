import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Webhook } from 'standardwebhooks';
import { Agent } from 'undici';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { assertAllowedUrl, BlockedAddress, guardedLookup } from '../outbound/address-guard.js';

/** Standard Webhooks recommends 15 to 30 s; ours counts the receiver's whole answer. */
const TOTAL_TIME_LIMIT_MS = 15_000;
const CONNECT_TIMEOUT_MS = 5_000;
/** Answers are not used, only drained, so that the connection can be. */
const MAX_ANSWER_BYTES = 16_384;

export interface Message {
  id: string;
  body: string;
  url: string;
  secret: string;
}

/** What the receiver did. `status` is null when it did not answer. */
export interface SendResult {
  delivered: boolean;
  status: number | null;
  error: string | null;
}

/** Signs messages after Standard Webhooks 1.0 and posts them. Only 2xx is success; redirects are not followed. */
@Injectable()
export class Sender implements OnApplicationShutdown {
  private readonly agent: Agent;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {
    const lookup = guardedLookup(settings.allowPrivateEndpoints);
    this.agent = new Agent({ connect: { lookup, timeout: CONNECT_TIMEOUT_MS } });
  }

  async send({ id, body, url, secret }: Message): Promise<SendResult> {
    const now = new Date();
    try {
      const { origin, pathname, search } = assertAllowedUrl(url, this.settings.allowPrivateEndpoints);
      const answer = await this.agent.request({
        origin,
        path: pathname + search,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'fluxbatch-webhooks/1',
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
          'webhook-signature': new Webhook(secret).sign(id, now, body),
        },
        body,
        signal: AbortSignal.timeout(TOTAL_TIME_LIMIT_MS),
      });
      await answer.body.dump({ limit: MAX_ANSWER_BYTES });
      const delivered = answer.statusCode >= 200 && answer.statusCode < 300;
      return { delivered, status: answer.statusCode, error: delivered ? null : `answered ${answer.statusCode}` };
    } catch (error) {
      return { delivered: false, status: null, error: describe(error as Error & { code?: string }) };
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.agent.destroy();
  }
}

/** Says what kind of failure it was without saying where the name led. */
function describe(error: Error & { code?: string }): string {
  if (error instanceof BlockedAddress) return 'blocked address';
  if (error.name === 'TimeoutError') return `no complete answer within ${TOTAL_TIME_LIMIT_MS / 1000} s`;
  return `could not be sent (${error.code ?? error.name})`;
}
