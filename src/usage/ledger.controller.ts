import { Controller, Get, Headers, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DownloadsService } from '../accounts/downloads.service.js';
import { CurrentCaller, type Caller } from '../common/http/callers.js';
import { describeExport, formatOf } from './ledger-format.js';
import { ledgerQuery, ledgerResponse, type LedgerQuery } from './ledger-view.js';
import { LedgerService } from './ledger.service.js';

@Controller('api/usage/ledger')
export class LedgerController {
  constructor(
    private readonly ledger: LedgerService,
    private readonly downloads: DownloadsService,
  ) {}

  /** Newest first, with what was left behind each entry; or all of it as CSV or JSON lines. */
  @Get()
  @ApiOkResponse({ standardSchema: ledgerResponse })
  list(
    @CurrentCaller() caller: Caller,
    @Query({ schema: ledgerQuery }) query: LedgerQuery,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const format = formatOf(query, accept);
    void reply.header('vary', 'accept');
    if (format === 'json') return this.ledger.page(caller.accountId, 'account', query);
    const entries = this.ledger.export(caller.accountId, 'account', query, format);
    describeExport(reply, format);
    return new StreamableFile(this.downloads.send(caller, reply, entries));
  }
}
