import { setTimeout as sleep } from 'node:timers/promises';
import type { AccountClient, Client } from '../support/client.js';
import { compress, makePhoto } from '../support/compress-call.js';

const POLLERS = 6;
const POLL_EVERY_MS = 100;
const SEND_EVERY_MS = 200;

/** Dashboards that poll, and a program that sends pictures and waits; none of them asks twice. */
export class Callers {
  private readonly over = new AbortController();
  private readonly calling: Promise<unknown>;
  private readonly answers = new Map<string, number>();
  /** Answers that nobody should get. */
  readonly refused: string[] = [];

  constructor(
    private readonly client: Client,
    private readonly account: AccountClient,
    private readonly batchId: string,
  ) {
    const paths = ['/api/usage', `/api/batches/${batchId}`, `/api/batches/${batchId}/images?limit=20`, '/api/batches'];
    const pollers = Array.from({ length: POLLERS }, (_, index) => this.poll(paths[index % paths.length] ?? ''));
    this.calling = Promise.allSettled([...pollers, this.send()]);
  }

  async stop(): Promise<void> {
    this.over.abort();
    await this.calling;
  }

  get told(): string {
    return [...this.answers].map(([what, count]) => `${count} ${what}`).join(', ');
  }

  private async poll(path: string): Promise<void> {
    while (!this.over.signal.aborted) {
      await this.note(`GET ${path.replace(this.batchId, ':id')}`, () => this.account.get(path));
      await sleep(POLL_EVERY_MS);
    }
  }

  private async send(): Promise<void> {
    const photo = await makePhoto();
    const form = { files: [['a.jpg', photo] as [string, Buffer]] };
    while (!this.over.signal.aborted) {
      await this.note('POST /api/compress', () => compress({ client: this.client }, this.account, form));
      await sleep(SEND_EVERY_MS);
    }
  }

  private async note(what: string, call: () => Promise<{ status: number }>): Promise<void> {
    const answer = await call().then(
      ({ status }) => String(status),
      (error: Error) => error.message,
    );
    this.answers.set(`${what} ${answer}`, (this.answers.get(`${what} ${answer}`) ?? 0) + 1);
    if (answer !== '200' && answer !== '202') this.refused.push(`${what} was answered ${answer}`);
  }
}
