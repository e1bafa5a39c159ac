import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StripeEvent } from './objects.ts';
import type { Store } from './store.ts';

const TRIES = 6;
const ANSWER_MS = 10_000;

/** What becomes of events on their way: sent as they come, held until they are flushed, or dropped for good. */
export interface Manner {
  mode: 'send' | 'hold' | 'drop';
  /** How often each is sent. */
  copies: number;
  /** Each copy is late by up to so much, so that they arrive in any order. */
  delayMs: number;
}

export interface Receiver {
  url: string;
  secret: string;
}

/** `t=…,v1=…` over the very bytes that are sent. */
export function signature(payload: string, secret: string, seconds = Math.floor(Date.now() / 1000)): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${payload}`).digest('hex')}`;
}

/** Brings events to the webhook endpoint, as well or as badly as it is told. */
export class Deliveries {
  manner: Manner = { mode: 'send', copies: 1, delayMs: 0 };
  receiver: Receiver | null = null;
  private held: StripeEvent[] = [];
  private readonly stopping = new AbortController();

  constructor(store: Store) {
    store.hear((event) => this.take(event));
  }

  /** Takes out what is held. */
  takeHeld(): StripeEvent[] {
    return this.held.splice(0);
  }

  /** Sends what is held, each `copies` times, in an order of `random` (0 to 1). Answers the statuses. */
  async flush(random: () => number = Math.random): Promise<number[]> {
    const copies = this.takeHeld().flatMap((event) => Array.from({ length: this.manner.copies }, () => event));
    const statuses: number[] = [];
    for (const event of shuffled(copies, random)) statuses.push(await this.post(event));
    return statuses;
  }

  /** Sends one event once. Answers the status, 0 when nobody did. */
  async post(event: StripeEvent): Promise<number> {
    if (!this.receiver) return 0;
    const payload = JSON.stringify(event, null, 2);
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'stripe-signature': signature(payload, this.receiver.secret),
    };
    const signal = AbortSignal.any([AbortSignal.timeout(ANSWER_MS), this.stopping.signal]);
    const answer = fetch(this.receiver.url, { method: 'POST', headers, body: payload, signal, redirect: 'manual' });
    return answer.then(
      async (response) => {
        await response.arrayBuffer();
        return response.status;
      },
      () => 0,
    );
  }

  stop(): void {
    this.stopping.abort();
  }

  private take(event: StripeEvent): void {
    if (this.manner.mode === 'hold') this.held.push(event);
    if (this.manner.mode !== 'send') return;
    for (let copy = 0; copy < this.manner.copies; copy += 1) void this.sendUntilTaken(event).catch(() => {});
  }

  private async sendUntilTaken(event: StripeEvent): Promise<void> {
    const { signal } = this.stopping;
    await sleep(Math.random() * this.manner.delayMs, undefined, { signal, ref: false });
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const status = await this.post(event);
      if (status >= 200 && status < 300) return;
      await sleep(1_000 * 2 ** attempt, undefined, { signal, ref: false });
    }
  }
}

function shuffled<T>(list: T[], random: () => number): T[] {
  return list
    .map((one) => [random(), one] as const)
    .sort(([a], [b]) => a - b)
    .map(([, one]) => one);
}
