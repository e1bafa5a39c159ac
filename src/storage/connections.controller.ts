import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller, Demands, type Caller } from '../common/http/callers.js';
import { IdempotencyKey, markReplayed } from '../common/http/idempotency-key.js';
import { pageQuery, type PageQuery } from '../common/http/validation.js';
import { IdempotencyService } from '../database/idempotency.service.js';
import {
  connectionResponse,
  connectionsResponse,
  newConnection,
  roleSetupResponse,
  type NewConnection,
} from './connection-schema.js';
import { objectsResponse, objectsQuery, type ObjectsQuery } from './connection-objects.js';
import { ConnectionsService } from './connections.service.js';

@Controller('api/connections')
export class ConnectionsController {
  constructor(
    private readonly connections: ConnectionsService,
    private readonly idempotency: IdempotencyService,
  ) {}

  @Demands('owner', 'confirmation')
  @Post()
  @ApiCreatedResponse({ standardSchema: connectionResponse })
  async create(
    @CurrentCaller() { accountId, actor }: Caller,
    @IdempotencyKey() key: string | null,
    @Body({ schema: newConnection }) body: NewConnection,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const request = { accountId, key, content: ['POST /api/connections', body] };
    const { response, replayed } = await this.idempotency.once(
      request,
      (sql) => this.connections.create(sql, accountId, actor, body),
      () => this.connections.check(accountId, body),
    );
    markReplayed(reply, replayed);
    return response;
  }

  /** What the owner of a bucket on AWS needs to make a role for this account, in the place of a key pair. */
  @Demands('owner')
  @Get('role-setup')
  @ApiOkResponse({ standardSchema: roleSetupResponse })
  roleSetup(@CurrentCaller() { accountId }: Caller) {
    return this.connections.roleSetup(accountId);
  }

  @Get()
  @ApiOkResponse({ standardSchema: connectionsResponse })
  list(@CurrentCaller() { accountId }: Caller, @Query({ schema: pageQuery }) page: PageQuery) {
    return this.connections.list(accountId, page);
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: connectionResponse })
  get(@CurrentCaller() { accountId }: Caller, @Param('id') id: string) {
    return this.connections.get(accountId, id);
  }

  /** Counts what a batch with this prefix would find, up to a thousand, and shows some of it. */
  @Get(':id/objects')
  @ApiOkResponse({ standardSchema: objectsResponse })
  objects(
    @CurrentCaller() { accountId }: Caller,
    @Param('id') id: string,
    @Query({ schema: objectsQuery }) { prefix }: ObjectsQuery,
  ) {
    return this.connections.look(accountId, id, prefix);
  }

  @Demands('owner', 'confirmation')
  @Delete(':id')
  @HttpCode(204)
  async delete(@CurrentCaller() { accountId, actor }: Caller, @Param('id') id: string) {
    await this.connections.delete(accountId, actor, id);
  }
}
