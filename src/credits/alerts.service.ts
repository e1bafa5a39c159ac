import { Injectable } from '@nestjs/common';
import { DatabaseService, type Sql } from '../database/database.service.js';
import { readAlerts, setAlerts } from './alerts.sql.js';
import { lockBalance } from './topups.sql.js';

/** What an account is told of. */
export interface Alerts {
  /** Of either allowance; in order, each once. */
  percents: number[];
  /** When fewer top-up credits than this are free; null: never. */
  topups: number | null;
}

/** What accounts want to be told of: `usage.threshold_reached` and `credits.topup_low`. The events are made where credits move. */
@Injectable()
export class AlertsService {
  constructor(private readonly database: DatabaseService) {}

  async get(accountId: string): Promise<Alerts> {
    const [alerts] = await this.database.run<Alerts>(readAlerts, [accountId]);
    if (!alerts) throw new Error(`Account ${accountId} has no balance`);
    return alerts;
  }

  /** Answers whether that is another wish than before. */
  async set(sql: Sql, accountId: string, { percents, topups }: Alerts): Promise<boolean> {
    await sql.run(lockBalance, [accountId]);
    return (await sql.run(setAlerts, [accountId, percents, topups])).length > 0;
  }
}
