import { Controller, Get, Headers, Param, Res, StreamableFile } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller, type Caller } from '../../common/http/callers.js';
import { BatchStreamsService } from './batch-streams.service.js';

/** A client that reads nothing for this long is gone: heartbeats come more often. */
const STUCK_MS = 60_000;

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  // nginx would collect events before it passes them on.
  'x-accel-buffering': 'no',
};

/** Server-sent events, for `EventSource` and anything else that reads a stream. */
@Controller('api/batches')
export class BatchEventsController {
  constructor(private readonly streams: BatchStreamsService) {}

  @Get(':id/events')
  @ApiProduces('text/event-stream')
  async events(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | void> {
    const stream = await this.streams.follow(caller, id, lastEventId);
    if (!stream) {
      // An EventSource comes back after every end; this tells it not to.
      void reply.status(204);
      return;
    }
    void reply.headers(HEADERS);
    reply.raw.setTimeout(STUCK_MS, () => reply.raw.destroy());
    return new StreamableFile(stream);
  }
}
