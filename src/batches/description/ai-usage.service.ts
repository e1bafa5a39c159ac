import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Tokens } from '../../ai/description.js';
import { costOf } from '../../ai/prices.js';
import { Repeat } from '../../common/repeat.js';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { DatabaseService } from '../../database/database.service.js';
import { MetricsService } from '../../observability/metrics.service.js';
import { AiCeilingService } from '../ceiling/ai-ceiling.service.js';
import { addUsage } from './ai-usage.sql.js';
import type { Delivery } from './described.js';

const WRITE_EVERY_MS = 1_000;
const NANODOLLARS = 1e9;

/** Whose image it was. */
export interface Spender {
  account_id: string;
  batch_id: string;
}

interface Sum extends Tokens {
  spender: Spender;
  delivery: Delivery;
  requests: number;
  fromCache: number;
  nanodollars: number | null;
}

/**
 * What the AI was asked and what that cost the operator: for the metrics of this process at once, and for each batch in sums
 * that are written once a second, with those of each account's day. A process that is killed loses the sums of its last second.
 */
@Injectable()
export class AiUsageService {
  private readonly figures: ReturnType<typeof figuresOf>;
  private sums = new Map<string, Sum>();
  private readonly writing = new Repeat('write AI usage', WRITE_EVERY_MS, () => this.write(), new Logger('ai'));

  constructor(
    private readonly database: DatabaseService,
    private readonly ceiling: AiCeilingService,
    metrics: MetricsService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    this.figures = figuresOf(metrics);
  }

  start(): void {
    this.writing.start();
  }

  /** Writes what is left, then ends. */
  async stop(): Promise<void> {
    await this.writing.stop();
    await this.write();
  }

  /** One reply that the provider counted. */
  replied(spender: Spender, delivery: Delivery, tokens: Tokens): void {
    const cost = this.settings.openai && costOf(tokens, delivery, this.settings.openai);
    this.figures.requests.inc({ delivery });
    this.figures.tokens.inc({ delivery, kind: 'input' }, tokens.input);
    this.figures.tokens.inc({ delivery, kind: 'cached_input' }, tokens.cachedInput);
    this.figures.tokens.inc({ delivery, kind: 'output' }, tokens.output);
    this.figures.cost.inc({ delivery }, (cost ?? 0) / NANODOLLARS);
    addSum(this.sumOf(spender, delivery), { ...tokens, requests: 1, fromCache: 0, nanodollars: cost });
  }

  /** One description that came from the cache. */
  fromCache(spender: Spender, delivery: Delivery): void {
    this.figures.cached.inc({ delivery });
    this.sumOf(spender, delivery).fromCache += 1;
  }

  /** Whether the provider is down, as this process last heard. */
  provider(isDown: boolean): void {
    this.figures.down.set(isDown ? 1 : 0);
  }

  /** What could not be written is written with the next sums. */
  private async write(): Promise<void> {
    if (this.sums.size === 0) return;
    const written = this.sums;
    this.sums = new Map();
    try {
      await this.database.transaction(async (sql) => {
        await sql.run(addUsage, this.columnsOf(written));
        await this.ceiling.add(sql, nanodollarsByAccount(written.values()));
      });
    } catch (error) {
      for (const sum of written.values()) addSum(this.sumOf(sum.spender, sum.delivery), sum);
      throw error;
    }
  }

  /** Sets are written in the order of their keys, so that two processes never wait for each other. */
  private columnsOf(written: ReadonlyMap<string, Sum>) {
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
    return columns.map((column) => sums.map(column));
  }

  private sumOf({ account_id, batch_id }: Spender, delivery: Delivery): Sum {
    const key = `${batch_id} ${delivery}`;
    const nothing = { requests: 0, fromCache: 0, input: 0, cachedInput: 0, output: 0, nanodollars: 0 };
    const sum = this.sums.get(key) ?? { spender: { account_id, batch_id }, delivery, ...nothing };
    this.sums.set(key, sum);
    return sum;
  }
}

function addSum(sum: Sum, more: Omit<Sum, 'spender' | 'delivery'>): void {
  sum.requests += more.requests;
  sum.fromCache += more.fromCache;
  sum.input += more.input;
  sum.cachedInput += more.cachedInput;
  sum.output += more.output;
  sum.nanodollars = more.nanodollars === null || sum.nanodollars === null ? null : sum.nanodollars + more.nanodollars;
}

/** Of what has a known price. */
function nanodollarsByAccount(sums: Iterable<Sum>): Map<string, number> {
  const byAccount = new Map<string, number>();
  for (const { spender, nanodollars } of sums) {
    if (nanodollars) byAccount.set(spender.account_id, (byAccount.get(spender.account_id) ?? 0) + nanodollars);
  }
  return byAccount;
}

function figuresOf(metrics: MetricsService) {
  return {
    requests: metrics.counter('fluxbatch_ai_requests_total', 'Replies that the provider counted', ['delivery']),
    cached: metrics.counter('fluxbatch_ai_kept_answers_total', 'Descriptions that came from the cache', ['delivery']),
    tokens: metrics.counter(
      'fluxbatch_ai_tokens_total',
      'Tokens that the provider counted: of requests, those of them it had cached, and of replies',
      ['kind', 'delivery'],
    ),
    cost: metrics.counter(
      'fluxbatch_ai_cost_dollars_total',
      'US dollars that replies cost, as far as the price of the model is known',
      ['delivery'],
    ),
    down: metrics.gauge('fluxbatch_ai_provider_down', 'Whether images wait for the provider to be back'),
  };
}
