import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Tokens } from '../../ai/description.js';
import { costOf } from '../../ai/prices.js';
import { Repeat } from '../../common/repeat.js';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { Database, type Sql } from '../../database/database.service.js';
import { AiFigures } from './ai-figures.js';
import { addUsage } from './ai-usage.sql.js';

const WRITE_EVERY_MS = 1_000;

/** Whose image it was. */
export interface Spender {
  account_id: string;
  batch_id: string;
}

export type Delivery = 'direct' | 'batch';

interface Sum extends Tokens {
  spender: Spender;
  delivery: Delivery;
  requests: number;
  fromCache: number;
  nanodollars: number | null;
}

/**
 * What answers cost the operator, added up in memory and written once a second. A process that is killed takes the figures
 * of its last second along; nothing is decided by them.
 */
@Injectable()
export class AiUsageService {
  private sums = new Map<string, Sum>();
  private readonly writing = new Repeat(
    'write AI usage',
    WRITE_EVERY_MS,
    () => this.write(this.database),
    new Logger('ai'),
  );

  constructor(
    private readonly database: Database,
    private readonly figures: AiFigures,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  start(): void {
    this.writing.start();
  }

  async stop(): Promise<void> {
    await this.writing.stop();
    await this.write(this.database);
  }

  /** One answer that the provider counted. */
  answered(spender: Spender, delivery: Delivery, tokens: Tokens): void {
    const sum = this.sumOf(spender, delivery);
    const cost = this.settings.openai && costOf(tokens, delivery, this.settings.openai);
    this.figures.answered(delivery, tokens, cost);
    sum.requests += 1;
    sum.input += tokens.input;
    sum.cachedInput += tokens.cachedInput;
    sum.output += tokens.output;
    sum.nanodollars = cost === null || sum.nanodollars === null ? null : sum.nanodollars + cost;
  }

  /** One answer that was kept from before. */
  kept(spender: Spender, delivery: Delivery): void {
    this.figures.wasKept(delivery);
    this.sumOf(spender, delivery).fromCache += 1;
  }

  /** Sets are written in the order of their keys, so that two processes never wait for each other. */
  async write(sql: Sql): Promise<void> {
    if (this.sums.size === 0) return;
    const written = this.sums;
    this.sums = new Map();
    const sums = [...written].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
    const model = this.settings.openai?.model ?? '';
    const columns: ((sum: Sum) => string | number | null)[] = [
      ({ spender }) => spender.batch_id,
      () => model,
      ({ delivery }) => delivery,
      ({ spender }) => spender.account_id,
      ({ requests }) => requests,
      ({ fromCache }) => fromCache,
      ({ input }) => input,
      ({ cachedInput }) => cachedInput,
      ({ output }) => output,
      ({ nanodollars }) => nanodollars,
    ];
    await sql.run(
      addUsage,
      columns.map((column) => sums.map(column)),
    );
  }

  private sumOf(spender: Spender, delivery: Delivery): Sum {
    const key = `${spender.batch_id} ${delivery}`;
    const none = { requests: 0, fromCache: 0, input: 0, cachedInput: 0, output: 0, nanodollars: 0 };
    const sum = this.sums.get(key) ?? {
      spender: { account_id: spender.account_id, batch_id: spender.batch_id },
      delivery,
      ...none,
    };
    this.sums.set(key, sum);
    return sum;
  }
}
