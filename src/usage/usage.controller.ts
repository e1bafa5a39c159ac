import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller, type Caller } from '../common/http/callers.js';
import { CreditsService } from '../credits/credits.service.js';
import type { Usage } from '../credits/usage.js';
import { DatabaseService } from '../database/database.service.js';
import { usage as usageResponse } from '../events/schemas/usage.js';
import {
  historyResponse,
  historyQuery,
  ledgerResponse,
  ledgerQuery,
  UsageHistoryService,
  type HistoryQuery,
  type LedgerQuery,
} from './usage-history.service.js';

@Controller('api/usage')
export class UsageController {
  constructor(
    private readonly credits: CreditsService,
    private readonly database: DatabaseService,
    private readonly past: UsageHistoryService,
  ) {}

  /** One read by primary key; a poller that has the newest state gets 304. */
  @Get()
  @ApiOkResponse({ standardSchema: usageResponse })
  async usage(@CurrentCaller() { accountId }: Caller, @Res({ passthrough: true }) reply: FastifyReply): Promise<Usage> {
    const { usage, seq } = await this.credits.usage(this.database, accountId);
    void reply.header('etag', `W/"${versionOf(usage, seq)}"`);
    return usage;
  }

  @Get('history')
  @ApiOkResponse({ standardSchema: historyResponse })
  history(@CurrentCaller() { accountId }: Caller, @Query({ schema: historyQuery }) query: HistoryQuery) {
    return this.past.periods(accountId, query);
  }

  @Get('ledger')
  @ApiOkResponse({ standardSchema: ledgerResponse })
  ledger(@CurrentCaller() { accountId }: Caller, @Query({ schema: ledgerQuery }) query: LedgerQuery) {
    return this.past.entries(accountId, query);
  }
}

/** What is granted belongs to it: while a renewal is not paid it grows from day to day, without a change of the row. */
function versionOf({ compressor_limit: compressions, ia_credits_monthly: ai }: Usage, seq: number): string {
  return `${seq}.${compressions}.${ai}`;
}
