import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiAcceptedResponse, ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { DownloadsService } from '../accounts/downloads.service.js';
import { CurrentCaller, type Caller } from '../common/http/callers.js';
import { IdempotencyKey, markReplayed } from '../common/http/idempotency-key.js';
import { BATCH_BODY } from '../common/http/json-body.js';
import type { OnceResponse } from '../database/idempotency.service.js';
import type { AcceptedBatch } from './admission/admission.service.js';
import { batchRequest, type BatchRequest } from './model/batch-request.js';
import {
  acceptedBatchResponse,
  batchResponse,
  batchesResponse,
  imagesResponse,
  reasonsResponse,
} from './reading/batch-responses.js';
import { batchesQuery, BatchReaderService, imagesQuery } from './reading/batch-reader.service.js';
import { CancelService } from './control/cancel.service.js';
import { PauseService } from './control/pause.service.js';
import { csvReport, jsonlReport } from './reading/report.js';
import { retryRequest, RetryService, type RetryRequest } from './admission/retry.service.js';
import { StartService } from './admission/start.service.js';
import { SubmitService } from './admission/submit.service.js';

@Controller('api/batches')
export class BatchesController {
  constructor(
    private readonly submissions: SubmitService,
    private readonly reader: BatchReaderService,
    private readonly cancellations: CancelService,
    private readonly pauses: PauseService,
    private readonly retries: RetryService,
    private readonly starts: StartService,
    private readonly downloads: DownloadsService,
  ) {}

  @Post()
  @RouteConfig(BATCH_BODY)
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: acceptedBatchResponse })
  async submit(
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string | null,
    @Body({ schema: batchRequest }) body: BatchRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return accepted(reply, await this.submissions.submit(caller, key, body));
  }

  @Get()
  @ApiOkResponse({ standardSchema: batchesResponse })
  list(@CurrentCaller() { accountId }: Caller, @Query({ schema: batchesQuery }) query: z.infer<typeof batchesQuery>) {
    return this.reader.list(accountId, query);
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: batchResponse })
  get(@CurrentCaller() { accountId }: Caller, @Param('id') id: string) {
    return this.reader.get(accountId, id);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: batchResponse })
  cancel(@CurrentCaller() { accountId }: Caller, @Param('id') id: string) {
    return this.cancellations.cancel(accountId, id);
  }

  @Post(':id/pause')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: batchResponse })
  pause(@CurrentCaller() { accountId }: Caller, @Param('id') id: string) {
    return this.pauses.pause(accountId, id);
  }

  @Post(':id/resume')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: batchResponse })
  resume(@CurrentCaller() { accountId }: Caller, @Param('id') id: string) {
    return this.pauses.resume(accountId, id);
  }

  @Post(':id/retry')
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: acceptedBatchResponse })
  async retry(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @IdempotencyKey() key: string | null,
    @Body({ schema: retryRequest }) body: RetryRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return accepted(reply, await this.retries.retry(caller, key, id, body));
  }

  @Post(':id/start')
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: acceptedBatchResponse })
  async start(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @IdempotencyKey() key: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return accepted(reply, await this.starts.start(caller, key, id));
  }

  @Get(':id/images')
  @ApiOkResponse({ standardSchema: imagesResponse })
  images(
    @CurrentCaller() { accountId }: Caller,
    @Param('id') id: string,
    @Query({ schema: imagesQuery }) query: z.infer<typeof imagesQuery>,
  ) {
    return this.reader.images(accountId, id, query);
  }

  @Get(':id/reasons')
  @ApiOkResponse({ standardSchema: reasonsResponse })
  reasons(@CurrentCaller() { accountId }: Caller, @Param('id') id: string) {
    return this.reader.reasons(accountId, id);
  }

  @Get(':id/report.csv')
  @Header('content-type', 'text/csv; charset=utf-8')
  async reportCsv(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.reader.requireImages(caller.accountId, id);
    return new StreamableFile(this.downloads.send(caller, reply, csvReport(this.reader.allImages(id))));
  }

  @Get(':id/report.jsonl')
  @Header('content-type', 'application/jsonl; charset=utf-8')
  async reportJsonl(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.reader.requireImages(caller.accountId, id);
    return new StreamableFile(this.downloads.send(caller, reply, jsonlReport(this.reader.allImages(id))));
  }
}

/** The answer of a call that makes a batch: it says where to look for it. */
function accepted(reply: FastifyReply, { response, replayed }: OnceResponse<AcceptedBatch>): AcceptedBatch {
  void reply.header('location', `/api/batches/${response.id}`);
  markReplayed(reply, replayed);
  return response;
}
