import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { DatabaseService } from '../database/database.service.js';
import { forgetUsageDays } from './usage-days.sql.js';

/** The usage by day, as it was counted with each settlement. */
@Injectable()
export class UsageDaysService {
  constructor(
    private readonly database: DatabaseService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Deletes rows of days that are not kept any more; answers how many. */
  async forget(limit: number): Promise<number> {
    return (await this.database.run(forgetUsageDays, [this.settings.usageRetentionDays, limit])).length;
  }
}
