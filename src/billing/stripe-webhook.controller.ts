import { Body, Controller, Headers, HttpCode, Post } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiError } from '../common/errors.js';
import { ForAnybody } from '../common/http/callers.js';
import type { BodyRules } from '../common/http/json-body.js';
import { StripeEventsService } from './stripe-events.service.js';

/** Stripe's largest events have some 100 kB. */
const MAX_BYTES = 1024 * 1024;
const EVENT_BODY: BodyRules = { rawBody: true, maxBytes: MAX_BYTES };

export const WEBHOOK_PATH = '/api/stripe/webhook';

/** Where Stripe tells of what happened. The signature says who is asking. */
@ForAnybody()
@Controller('api/stripe')
export class StripeWebhookController {
  constructor(private readonly events: StripeEventsService) {}

  /** Answered as soon as the event is stored. One that is stored already is welcome: Stripe repeats what it is not sure of. */
  @Post('webhook')
  @HttpCode(200)
  @RouteConfig(EVENT_BODY)
  async receive(@Body() body: unknown, @Headers('stripe-signature') signature: string | undefined) {
    if (!Buffer.isBuffer(body)) throw ApiError.field('body', 'expected an event as JSON');
    const isNew = await this.events.receive(body, signature);
    return { received: true, duplicate: !isNew };
  }
}
