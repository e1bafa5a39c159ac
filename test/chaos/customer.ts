import { setTimeout as sleep } from 'node:timers/promises';
import type { BatchView } from '../../src/batches/reading/batch-view.js';
import type { AccountClient, Answer } from '../support/client.js';
import type { Findings } from '../worlds/findings.js';
import type { SourceFile } from './bucket.js';
import type { PlannedOrder } from './plan.js';

const ASK_AGAIN_MS = 400;
const WORDS_OF_REFUSAL = 'insufficient_credits';

/** What a customer was told about an order: the batch, or null for a refusal. */
export interface Told {
  order: PlannedOrder;
  batchId: string | null;
}

/** Submits orders as a careful program would: whatever went wrong, it asks again with the same key until it knows. */
export class Customer {
  readonly told: Told[] = [];

  constructor(
    private readonly account: AccountClient,
    private readonly connection: string,
    private readonly files: SourceFile[],
    private readonly findings: Findings,
  ) {}

  async place(order: PlannedOrder): Promise<void> {
    const batchId = await this.submit(order);
    this.told.push({ order, batchId });
    if (batchId === null) return;
    const repeats = this.repeat(order, batchId);
    if (order.cancelAfterMs !== null) {
      await sleep(order.cancelAfterMs);
      await this.cancel(batchId);
    }
    await repeats;
  }

  private async submit(order: PlannedOrder): Promise<string | null> {
    const key = { 'idempotency-key': order.name };
    const answer = await this.untilAnswered(() =>
      this.account.post<BatchView & { error?: { code: string } }>('/api/batches', this.request(order), key),
    );
    if (answer.status === 202) return answer.body.id;
    const refused = answer.status === 402 && JSON.stringify(answer.body).includes(WORDS_OF_REFUSAL);
    if (!refused || order.account === 'unlimited') this.unexpected(`submit of ${order.name}`, answer);
    return null;
  }

  /** The same key is the same batch, however often it is told. */
  private async repeat(order: PlannedOrder, batchId: string): Promise<void> {
    for (let n = 0; n < order.repeats; n++) {
      await sleep(ASK_AGAIN_MS * (n + 1));
      const again = await this.submit(order);
      this.findings.same('client', `${order.name} submitted again`, again, batchId);
    }
  }

  private async cancel(batchId: string): Promise<void> {
    const answer = await this.untilAnswered(() => this.account.post(`/api/batches/${batchId}/cancel`, {}));
    if (answer.status !== 200 && answer.status !== 409) this.unexpected(`cancel of ${batchId}`, answer);
  }

  private async untilAnswered<T>(ask: () => Promise<Answer<T>>): Promise<Answer<T>> {
    for (;;) {
      const answer = await ask().catch(() => null);
      if (answer && answer.status < 500) return answer;
      await sleep(ASK_AGAIN_MS);
    }
  }

  private unexpected(what: string, { status, body }: Answer<unknown>): void {
    this.findings.add('client', `${what} was answered ${status} ${JSON.stringify(body)}`);
  }

  private request(order: PlannedOrder) {
    const { connection } = this;
    const inFolder = this.files.filter(({ key }) => key.startsWith(order.folder)).map(({ key }) => key);
    const missing = Array.from({ length: order.missing }, (_, index) => `${order.folder}gone-${index}.jpg`);
    const source =
      order.by === 'prefix' ? { connection, prefix: order.folder } : { connection, keys: [...inFolder, ...missing] };
    return {
      source,
      destination: { key: order.template },
      compress: { format: order.format },
      ...(order.ai === 'none' ? {} : { ai: { altText: true, seoRename: order.ai === 'altText and seoRename' } }),
    };
  }
}
