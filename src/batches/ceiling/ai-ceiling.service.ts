import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { DatabaseService, type Sql } from '../../database/database.service.js';
import { MetricsService } from '../../observability/metrics.service.js';
import { addToDay, countAtCeiling, forgetDays, putBackAtCeiling } from './ai-ceiling.sql.js';

/**
 * What the replies to an account's images may cost the operator on one day (UTC). An account has its own ceiling, or that of the
 * setting. At its ceiling its images wait for the next day.
 */
@Injectable()
export class AiCeilingService implements OnModuleInit {
  private readonly logger = new Logger('ai');
  /** For accounts without one of their own; null is no ceiling. */
  readonly setting: number | null;

  constructor(
    private readonly database: DatabaseService,
    private readonly metrics: MetricsService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    this.setting = settings.openai?.dollarsPerAccountDay ?? null;
  }

  /** Every process that reports it reports the same; workers come by the hundred, and need not all ask. */
  onModuleInit(): void {
    const { roles } = this.settings;
    const gauge = this.metrics.gauge(
      'fluxbatch_ai_accounts_at_ceiling',
      'Accounts whose images wait for the next day, because the AI has cost as much for them as it may',
    );
    if (!roles.has('api') && !roles.has('scheduler')) return;
    this.metrics.reading('ai ceiling', async () => {
      const [counted] = await this.database.run<{ accounts: number }>(countAtCeiling, [this.setting]);
      gauge.set(counted?.accounts ?? 0);
    });
  }

  /** Adds what replies cost to today, by account. */
  async add(sql: Sql, nanodollars: ReadonlyMap<string, number>): Promise<void> {
    const values = [[...nanodollars.keys()], [...nanodollars.values()], this.setting];
    for (const { account_id: account } of await sql.run<{ account_id: string }>(addToDay, values)) {
      this.logger.warn(`${account} has reached its ceiling of AI dollars; its images wait for the next day (UTC)`);
    }
  }

  /** Accounts at their ceiling keep no places in files. */
  async putBack(): Promise<void> {
    await this.database.run(putBackAtCeiling, [this.setting]);
  }

  /** Deletes a page of days that are over; returns how many. */
  async forget(limit: number): Promise<number> {
    return (await this.database.run(forgetDays, [limit])).length;
  }
}
