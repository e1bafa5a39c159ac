import { Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiConsumes, ApiOkResponse } from '@nestjs/swagger';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller, type Caller } from '../common/http/callers.js';
import { IdempotencyKey, markReplayed } from '../common/http/idempotency-key.js';
import { batchResponse } from '../batches/index.js';
import { compressResponse, resultsResponse } from './compress-responses.js';
import { CompressService } from './compress.service.js';
import { FORM_SCHEMA } from './fields.js';
import { CompressResultsService, resultsQuery, type ResultsQuery } from './compress-results.service.js';

/** How long a refused client may go on sending before it is cut off. Cutting off at once, it would not see the refusal. */
const LINGER_MS = 5_000;

@Controller('api/compress')
export class CompressController {
  constructor(
    private readonly service: CompressService,
    private readonly results: CompressResultsService,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: compressResponse })
  @ApiAcceptedResponse({ standardSchema: batchResponse })
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: FORM_SCHEMA })
  async compress(
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() idempotencyKey: string | null,
    @Req() { raw: request }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const hungUp = new AbortController();
    reply.raw.once('close', () => hungUp.abort());
    try {
      const answer = await this.service.compress({ caller, idempotencyKey, request, hungUp: hungUp.signal });
      markReplayed(reply, answer.replayed);
      if ('results' in answer) return answer.results;
      void reply.status(202).header('location', `/api/batches/${answer.batch.id}`);
      return answer.batch;
    } finally {
      if (!request.complete) endSoon(request, reply.raw);
    }
  }

  @Get()
  @ApiOkResponse({ standardSchema: resultsResponse })
  list(@CurrentCaller() { accountId }: Caller, @Query({ schema: resultsQuery }) query: ResultsQuery) {
    return this.results.list(accountId, query);
  }
}

/** Reads on for a moment after the answer, and forgets what it reads. */
function endSoon(request: IncomingMessage, response: ServerResponse): void {
  request.on('error', () => {});
  request.resume();
  response.once('finish', () => {
    setTimeout(() => {
      if (!request.complete) request.socket.destroy();
    }, LINGER_MS).unref();
  });
}
