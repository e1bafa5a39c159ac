import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CurrentCaller, type Caller } from '../common/http/callers.js';
import { IdempotencyKey, markReplayed } from '../common/http/idempotency-key.js';
import { pageQuery, type PageQuery } from '../common/http/validation.js';
import { Idempotency } from '../database/idempotency.js';
import { newEndpoint, type NewEndpoint } from './endpoint-schema.js';
import { EndpointsService } from './endpoints.service.js';

@Controller('api/webhooks')
export class WebhooksController {
  constructor(
    private readonly endpoints: EndpointsService,
    private readonly idempotency: Idempotency,
  ) {}

  @Post()
  async create(
    @CurrentCaller() { accountId }: Caller,
    @IdempotencyKey() key: string | null,
    @Body({ schema: newEndpoint }) body: NewEndpoint,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const request = { accountId, key, content: ['POST /api/webhooks', body] };
    const { answer, replayed } = await this.idempotency.once(request, (sql) =>
      this.endpoints.create(sql, accountId, body),
    );
    markReplayed(reply, replayed);
    return answer;
  }

  @Get()
  list(@CurrentCaller() { accountId }: Caller, @Query({ schema: pageQuery }) page: PageQuery) {
    return this.endpoints.list(accountId, page);
  }

  @Get(':id')
  get(@CurrentCaller() { accountId }: Caller, @Param('id') id: string) {
    return this.endpoints.get(accountId, id);
  }

  @Delete(':id')
  @HttpCode(204)
  async delete(@CurrentCaller() { accountId }: Caller, @Param('id') id: string) {
    await this.endpoints.delete(accountId, id);
  }
}
