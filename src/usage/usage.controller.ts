import { Controller, Get, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CurrentCaller, type Caller } from '../common/http/callers.js';
import { CreditsService } from '../credits/credits.service.js';
import type { Usage } from '../credits/usage.js';
import { Database } from '../database/database.service.js';
import { historyQuery, ledgerQuery, UsageHistory, type HistoryQuery, type LedgerQuery } from './usage-history.js';

@Controller('api/usage')
export class UsageController {
  constructor(
    private readonly credits: CreditsService,
    private readonly database: Database,
    private readonly past: UsageHistory,
  ) {}

  /** One read by primary key; a poller that has the newest state gets 304. */
  @Get()
  async usage(@CurrentCaller() { accountId }: Caller, @Res({ passthrough: true }) reply: FastifyReply): Promise<Usage> {
    const { usage, seq } = await this.credits.usage(this.database, accountId);
    void reply.header('etag', `W/"${seq}"`);
    return usage;
  }

  @Get('history')
  history(@CurrentCaller() { accountId }: Caller, @Query({ schema: historyQuery }) query: HistoryQuery) {
    return this.past.periods(accountId, query);
  }

  @Get('ledger')
  ledger(@CurrentCaller() { accountId }: Caller, @Query({ schema: ledgerQuery }) query: LedgerQuery) {
    return this.past.entries(accountId, query);
  }
}
