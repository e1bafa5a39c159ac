import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { z } from 'zod';
import { CurrentCaller, Demands, type Caller } from '../common/http/callers.js';
import { AlertsService, type Alerts } from '../credits/alerts.service.js';
import { DatabaseService } from '../database/database.service.js';
import { JournalService } from '../journal/journal.service.js';

const percents = z
  .array(z.int().min(1).max(100))
  .min(1)
  .max(10)
  .refine((all) => new Set(all).size === all.length, 'expected each percent once');

/** `PUT /api/usage/alerts` */
const wantedAlerts = z.strictObject({
  percents: percents.describe('Of either allowance: usage.threshold_reached tells of each when it is crossed'),
  topups: z
    .int()
    .min(1)
    .max(1_000_000_000)
    .nullable()
    .describe('credits.topup_low tells when fewer top-up credits are free; null: never'),
});
const alertsResponse = z.object({ percents: z.array(z.int()), topups: z.int().nullable() });

/** What the account is told of by webhook. */
@Controller('api/usage/alerts')
export class AlertsController {
  constructor(
    private readonly alerts: AlertsService,
    private readonly database: DatabaseService,
    private readonly journal: JournalService,
  ) {}

  @Get()
  @ApiOkResponse({ standardSchema: alertsResponse })
  get(@CurrentCaller() { accountId }: Caller) {
    return this.alerts.get(accountId);
  }

  @Demands('owner')
  @Put()
  @ApiOkResponse({ standardSchema: alertsResponse })
  set(
    @CurrentCaller() { accountId, actor }: Caller,
    @Body({ schema: wantedAlerts }) { percents: asked, topups }: Alerts,
  ): Promise<Alerts> {
    const wanted = { percents: asked.toSorted((a, b) => a - b), topups };
    return this.database.transaction(async (sql) => {
      if (await this.alerts.set(sql, accountId, wanted)) {
        const details = { percents: wanted.percents.join(', '), topups };
        await this.journal.append(sql, { accountId, actor, act: 'alerts.changed', details });
      }
      return wanted;
    });
  }
}
