import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller, type Caller } from '../common/http/callers.js';
import { IdempotencyKey, markReplayed } from '../common/http/idempotency-key.js';
import { pageQuery, type PageQuery } from '../common/http/validation.js';
import type { Sql } from '../database/database.service.js';
import { IdempotencyService, type RepeatableRequest } from '../database/idempotency.service.js';
import { DeliveryLogService } from './delivery-log.service.js';
import {
  deliveriesQuery,
  nothing,
  replayRequest,
  type DeliveriesQuery,
  type ReplayRequest,
} from './delivery-schema.js';
import { endpointChange, newEndpoint, type EndpointChange, type NewEndpoint } from './endpoint-schema.js';
import { EndpointsService } from './endpoints.service.js';
import {
  deliveriesResponse,
  deliveryResponse,
  endpointResponse,
  endpointsResponse,
  endpointWithSecretResponse,
  rotatedResponse,
  replayResponse,
  sentResponse,
} from './webhook-responses.js';

@Controller('api')
export class WebhooksController {
  constructor(
    private readonly endpoints: EndpointsService,
    private readonly deliveries: DeliveryLogService,
    private readonly idempotency: IdempotencyService,
  ) {}

  @Post('webhooks')
  @ApiCreatedResponse({ standardSchema: endpointWithSecretResponse })
  create(
    @CurrentCaller() { accountId, actor }: Caller,
    @IdempotencyKey() key: string | null,
    @Body({ schema: newEndpoint }) body: NewEndpoint,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const request = { accountId, key, content: ['POST /api/webhooks', body], toldTo: actor };
    return this.once(reply, request, (sql) => this.endpoints.create(sql, accountId, actor, body));
  }

  @Get('webhooks')
  @ApiOkResponse({ standardSchema: endpointsResponse })
  list(@CurrentCaller() { accountId }: Caller, @Query({ schema: pageQuery }) page: PageQuery) {
    return this.endpoints.list(accountId, page);
  }

  @Get('webhooks/:id')
  @ApiOkResponse({ standardSchema: endpointResponse })
  get(@CurrentCaller() { accountId }: Caller, @Param('id') id: string) {
    return this.endpoints.get(accountId, id);
  }

  @Patch('webhooks/:id')
  @ApiOkResponse({ standardSchema: endpointResponse })
  change(
    @CurrentCaller() { accountId }: Caller,
    @Param('id') id: string,
    @Body({ schema: endpointChange }) body: EndpointChange,
  ) {
    return this.endpoints.change(accountId, id, body);
  }

  @Delete('webhooks/:id')
  @HttpCode(204)
  async delete(@CurrentCaller() { accountId, actor }: Caller, @Param('id') id: string) {
    await this.endpoints.delete(accountId, actor, id);
  }

  @Post('webhooks/:id/rotate')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: rotatedResponse })
  rotate(
    @CurrentCaller() { accountId, actor }: Caller,
    @IdempotencyKey() key: string | null,
    @Param('id') id: string,
    @Body({ schema: nothing }) _body: object,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const request = { accountId, key, content: ['POST /api/webhooks/:id/rotate', id], toldTo: actor };
    return this.once(reply, request, (sql) => this.endpoints.rotate(sql, accountId, actor, id));
  }

  @Delete('webhooks/:id/previous-secret')
  @HttpCode(204)
  async endOverlap(@CurrentCaller() { accountId }: Caller, @Param('id') id: string) {
    await this.endpoints.endOverlap(accountId, id);
  }

  @Post('webhooks/:id/test')
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: sentResponse })
  test(
    @CurrentCaller() { accountId }: Caller,
    @IdempotencyKey() key: string | null,
    @Param('id') id: string,
    @Body({ schema: nothing }) _body: object,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const request = { accountId, key, content: ['POST /api/webhooks/:id/test', id] };
    return this.once(reply, request, (sql) => this.deliveries.sendTest(sql, accountId, id));
  }

  @Get('webhooks/:id/deliveries')
  @ApiOkResponse({ standardSchema: deliveriesResponse })
  log(
    @CurrentCaller() { accountId }: Caller,
    @Param('id') id: string,
    @Query({ schema: deliveriesQuery }) query: DeliveriesQuery,
  ) {
    return this.deliveries.list(accountId, id, query);
  }

  @Post('webhooks/:id/replay')
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: replayResponse })
  replay(
    @CurrentCaller() { accountId }: Caller,
    @IdempotencyKey() key: string | null,
    @Param('id') id: string,
    @Body({ schema: replayRequest }) body: ReplayRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const request = { accountId, key, content: ['POST /api/webhooks/:id/replay', id, body] };
    return this.once(reply, request, (sql) => this.deliveries.replay(sql, accountId, id, body));
  }

  @Get('deliveries/:id')
  @ApiOkResponse({ standardSchema: deliveryResponse })
  delivery(@CurrentCaller() { accountId }: Caller, @Param('id') id: string) {
    return this.deliveries.get(accountId, id);
  }

  @Post('deliveries/:id/resend')
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: sentResponse })
  resend(
    @CurrentCaller() { accountId }: Caller,
    @IdempotencyKey() key: string | null,
    @Param('id') id: string,
    @Body({ schema: nothing }) _body: object,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const request = { accountId, key, content: ['POST /api/deliveries/:id/resend', id] };
    return this.once(reply, request, (sql) => this.deliveries.resend(sql, accountId, id));
  }

  private async once<T>(reply: FastifyReply, request: RepeatableRequest, work: (sql: Sql) => Promise<T>): Promise<T> {
    const { response, replayed } = await this.idempotency.once(request, work);
    markReplayed(reply, replayed);
    return response;
  }
}
