import { Readable } from 'node:stream';
import { Controller, Get, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { makeZip } from 'client-zip';
import { z } from 'zod';
import { DownloadsService } from '../accounts/downloads.service.js';
import { ApiError } from '../common/errors.js';
import { CurrentCaller, type Caller } from '../common/http/callers.js';
import { sessionId } from './fields.js';
import { CompressResultsService } from './compress-results.service.js';

/** `GET /api/compress/archive` */
const archiveQuery = z.strictObject({ sessionId });

@Controller('api/compress/archive')
export class ArchiveController {
  constructor(
    private readonly results: CompressResultsService,
    private readonly downloads: DownloadsService,
  ) {}

  /** All results of a session in one file. They are compressed already, so they are only put together as they are read. */
  @Get()
  @ApiOkResponse({ content: { 'application/zip': { schema: { type: 'string', format: 'binary' } } } })
  async archive(
    @CurrentCaller() caller: Caller,
    @Query({ schema: archiveQuery }) query: z.infer<typeof archiveQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const hungUp = new AbortController();
    reply.raw.once('close', () => hungUp.abort());
    const files = await this.results.files(caller.accountId, query.sessionId);
    if (files.length === 0) throw new ApiError('not_found', {}, 'There are no results to pack');
    const zip = makeZip(this.results.contents(files, hungUp.signal), { buffersAreUTF8: true });
    const disposition = 'attachment; filename="images.zip"';
    const bytes = Readable.fromWeb(zip as Parameters<typeof Readable.fromWeb>[0]);
    return new StreamableFile(this.downloads.send(caller, reply, bytes), {
      type: 'application/zip',
      disposition,
    });
  }
}
