import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../common/errors.js';
import { ForAnybody } from '../common/http/callers.js';

/** Whose paths these are answers for itself; an unknown one among them is no page. */
const NOT_PAGES = /^\/(api|health|metrics)(\/|$)/;
/** Files of the build: those in `assets` have a hash of their content in their names. */
const ASSET = /^\/assets\/[\w.-]+$/;
const FILES = new Set(['/favicon.svg', '/robots.txt', '/start.js']);

/** The dashboard: files of `web/dist`, and its one page for every address that is nobody else's. */
@ForAnybody()
@ApiExcludeController()
@Controller()
export class DashboardController {
  @Get(['/', '/*'])
  async file(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const [path = '/'] = request.url.split('?');
    if (NOT_PAGES.test(path)) throw new ApiError('not_found');
    if (ASSET.test(path)) {
      void reply.header('cache-control', 'public, max-age=31536000, immutable');
      await reply.sendFile(path);
    } else {
      void reply.header('cache-control', 'no-cache');
      await reply.sendFile(FILES.has(path) ? path : '/index.html');
    }
  }
}
