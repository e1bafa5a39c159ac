import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Webhook } from 'standardwebhooks';
import { Agent } from 'undici';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { assertAllowedUrl, BlockedAddress, guardedLookup } from '../outbound/address-guard.js';
import { keptHeaders, readResponse } from './response.js';
import { parseRetryAfter } from './retries.js';

const CONNECT_TIMEOUT_MS = 5_000;
/** An idle connection is kept so long for the next message. */
const KEEP_ALIVE_MS = 10_000;
const MAX_HEADER_BYTES = 16_384;

export interface Message {
  id: string;
  body: string;
  url: string;
  /** One signature each: during a rotation the new secret and the one before. */
  secrets: string[];
  /** 1 for the first. */
  attempt: number;
}

/** What the receiver did. `status` is null when it did not answer; headers and body are fit for the log. */
export interface SendResult {
  delivered: boolean;
  status: number | null;
  error: string | null;
  headers: Record<string, string> | null;
  body: string | null;
  /** Seconds the receiver asked to be left alone for. */
  retryAfter: number | null;
}

/** Signs messages after Standard Webhooks 1.0 and posts them. Only 2xx is success; redirects are not followed. */
@Injectable()
export class SenderService implements OnApplicationShutdown {
  private readonly agent: Agent;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {
    const lookup = guardedLookup(settings.allowPrivateEndpoints);
    this.agent = new Agent({
      // The bounds on headers, on time and on what is read were tried on HTTP/1.1, which every receiver speaks.
      allowH2: false,
      connect: { lookup, timeout: CONNECT_TIMEOUT_MS },
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MS,
      maxHeaderSize: MAX_HEADER_BYTES,
    });
  }

  async send(message: Message): Promise<SendResult> {
    const answered: Partial<SendResult> = {};
    try {
      const { origin, pathname, search } = assertAllowedUrl(message.url, this.settings.allowPrivateEndpoints);
      const answer = await this.agent.request({
        origin,
        path: pathname + search,
        method: 'POST',
        headers: signedHeaders(message),
        body: message.body,
        signal: AbortSignal.timeout(this.settings.timeLimits.webhookMs),
      });
      const status = answer.statusCode;
      answered.status = status;
      answered.headers = keptHeaders(answer.headers);
      answered.retryAfter = parseRetryAfter([answer.headers['retry-after']].flat()[0]);
      answered.body = await readResponse(answer.body);
      const delivered = status >= 200 && status < 300;
      return { ...failure(delivered ? null : `answered ${status}`), ...answered, delivered };
    } catch (error) {
      return { ...failure(this.describe(error as Error & { code?: string })), ...answered };
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.agent.destroy();
  }

  /** Says what kind of failure it was without saying where the name led, nor the address, which may hold a token. */
  private describe(error: Error & { code?: string }): string {
    if (error instanceof BlockedAddress) return 'blocked address';
    if (error.name === 'TimeoutError')
      return `no complete answer within ${this.settings.timeLimits.webhookMs / 1000} s`;
    return `could not be sent (${error.code ?? error.name})`;
  }
}

/** Exactly the bytes that are sent are signed; the time is that of the attempt, the id that of the event. */
export function signedHeaders({ id, body, secrets, attempt }: Message, now = new Date()): Record<string, string> {
  return {
    'content-type': 'application/json',
    'user-agent': 'fluxbatch-webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, now, body)).join(' '),
    'webhook-attempt': String(attempt),
  };
}

/** An attempt without an answer. */
export function failure(error: string | null): SendResult {
  return { delivered: false, status: null, error, headers: null, body: null, retryAfter: null };
}
