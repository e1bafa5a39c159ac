import type { FastifyRequest } from 'fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Configures a route to be given the bytes of its body as they came, to check a signature over them. */
export const RAW_BODY = { rawBody: true };

/**
 * JSON bodies, with one kindness: many clients name the type also on a POST that has no body, such as `…/cancel`. Fastify
 * alone would refuse that; a route that needs a body still says so.
 */
export function acceptJsonBodies(app: NestFastifyApplication, bodyLimit: number): void {
  const parse = app.getHttpAdapter().getInstance().getDefaultJsonParser('error', 'error');
  app.useBodyParser('application/json', { bodyLimit }, (request, body: Buffer, done) => {
    const { config } = (request as FastifyRequest).routeOptions as { config?: Partial<typeof RAW_BODY> };
    if (config?.rawBody) done(null, body);
    else if (body.length === 0) done(null, undefined);
    else void parse(request as FastifyRequest, body.toString(), done);
  });
}
