import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller, Demands, type Caller } from '../common/http/callers.js';
import { IdempotencyKey, markReplayed } from '../common/http/idempotency-key.js';
import { pageQuery, type PageQuery } from '../common/http/validation.js';
import { IdempotencyService } from '../database/idempotency.service.js';
import { keysResponse, madeKeyResponse } from './account-responses.js';
import { newKey, type NewKey } from './key-schema.js';
import { KeysService } from './keys.service.js';
import { NoticesService } from './people/notices.service.js';

@Demands('owner', 'confirmation')
@Controller('api/keys')
export class KeysController {
  constructor(
    private readonly keys: KeysService,
    private readonly idempotency: IdempotencyService,
    private readonly notices: NoticesService,
  ) {}

  @Post()
  @ApiCreatedResponse({ standardSchema: madeKeyResponse })
  async create(
    @CurrentCaller() { accountId, actor, rights }: Caller,
    @IdempotencyKey() key: string | null,
    @Body({ schema: newKey }) body: NewKey,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const request = { accountId, key, content: ['POST /api/keys', body], toldTo: actor };
    const make = this.idempotency.once(request, (sql) => this.keys.create(sql, accountId, actor, body, rights));
    const { response, replayed } = await make;
    markReplayed(reply, replayed);
    if (!replayed) this.notices.newKey(accountId, response);
    return response;
  }

  @Demands()
  @Get()
  @ApiOkResponse({ standardSchema: keysResponse })
  list(@CurrentCaller() { accountId }: Caller, @Query({ schema: pageQuery }) page: PageQuery) {
    return this.keys.list(accountId, page);
  }

  @Post(':id/roll')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: madeKeyResponse })
  async roll(
    @CurrentCaller() { accountId, actor, rights }: Caller,
    @IdempotencyKey() key: string | null,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const request = { accountId, key, content: ['POST /api/keys/:id/roll', id], toldTo: actor };
    const { response, replayed } = await this.idempotency.once(request, (sql) =>
      this.keys.roll(sql, accountId, actor, id, rights),
    );
    markReplayed(reply, replayed);
    if (!replayed) this.notices.newKey(accountId, response);
    return response;
  }

  @Delete(':id')
  @HttpCode(204)
  async delete(@CurrentCaller() { accountId, actor }: Caller, @Param('id') id: string) {
    await this.keys.delete(accountId, actor, id);
  }
}
