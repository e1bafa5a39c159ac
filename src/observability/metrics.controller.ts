import { Controller, Get, Headers, Inject, Res } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { sameSecret } from '../common/crypto.js';
import { ApiError } from '../common/errors.js';
import { ForAnybody } from '../common/http/callers.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { MetricsService } from './metrics.service.js';

/** `GET /metrics`, in every process that listens. They hold no account's data, but what the service does is nobody else's business. */
@ForAnybody()
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: MetricsService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  @ApiExcludeEndpoint()
  async scrape(@Headers('authorization') authorization = '', @Res({ passthrough: true }) reply: FastifyReply) {
    if (!sameSecret(authorization, `Bearer ${this.settings.metricsToken}`)) throw new ApiError('unauthorized');
    void reply.type(this.metrics.contentType);
    return this.metrics.text();
  }
}
