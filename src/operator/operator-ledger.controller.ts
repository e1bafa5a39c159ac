import { Controller, Get, Headers, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { OperatorOnly } from '../common/http/callers.js';
import { describeExport, formatOf } from '../usage/ledger-format.js';
import { ledgerQuery, ledgerResponse, type LedgerQuery } from '../usage/ledger-view.js';
import { LedgerService } from '../usage/ledger.service.js';
import { OperatorService } from './operator.service.js';

@OperatorOnly()
@Controller('api/admin/accounts/:id/ledger')
export class OperatorLedgerController {
  constructor(
    private readonly operator: OperatorService,
    private readonly ledger: LedgerService,
  ) {}

  /** Every movement of an account's credits, as the account sees it, and which operator it was. */
  @Get()
  @ApiOkResponse({ standardSchema: ledgerResponse })
  async list(
    @Param('id') id: string,
    @Query({ schema: ledgerQuery }) query: LedgerQuery,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.operator.get(id);
    const format = formatOf(query, accept);
    void reply.header('vary', 'accept');
    if (format === 'json') return this.ledger.page(id, 'operator', query);
    describeExport(reply, format);
    return new StreamableFile(this.ledger.export(id, 'operator', query, format));
  }
}
