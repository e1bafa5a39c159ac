import { Controller, Get, Headers, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DownloadsService } from '../accounts/downloads.service.js';
import { CurrentCaller, type Caller } from '../common/http/callers.js';
import { CreditsService } from '../credits/credits.service.js';
import type { Usage } from '../credits/usage.js';
import { DatabaseService } from '../database/database.service.js';
import { usage as usageResponse } from '../events/schemas/usage.js';
import { breakdownQuery, type BreakdownQuery } from './breakdown-query.js';
import { breakdownResponse } from './breakdown-view.js';
import { BreakdownService } from './breakdown.service.js';
import { historyResponse, historyQuery, UsageHistoryService, type HistoryQuery } from './usage-history.service.js';

@Controller('api/usage')
export class UsageController {
  constructor(
    private readonly credits: CreditsService,
    private readonly database: DatabaseService,
    private readonly past: UsageHistoryService,
    private readonly breakdowns: BreakdownService,
    private readonly downloads: DownloadsService,
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

  @Get('breakdown')
  @ApiOkResponse({ standardSchema: breakdownResponse })
  async breakdown(
    @CurrentCaller() caller: Caller,
    @Query({ schema: breakdownQuery }) query: BreakdownQuery,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const asCsv = query.format ? query.format === 'csv' : /^\s*text\/csv\b/i.test(accept ?? '');
    void reply.header('vary', 'accept');
    if (!asCsv) return this.breakdowns.page(caller.accountId, query);
    const csv = this.breakdowns.csv(caller.accountId, query);
    void reply.header('content-type', 'text/csv; charset=utf-8');
    return new StreamableFile(this.downloads.send(caller, reply, csv));
  }
}

/** What is granted belongs to it: while a renewal is not paid it grows from day to day, without a change of the row. */
function versionOf({ compressor_limit: compressions, ia_credits_monthly: ai }: Usage, seq: number): string {
  return `${seq}.${compressions}.${ai}`;
}
