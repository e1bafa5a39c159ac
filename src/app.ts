import etag from '@fastify/etag';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { ErrorFilter } from './common/http/error.filter.js';
import { acceptJsonBodies } from './common/http/json-body.js';
import { schemaValidation } from './common/http/validation.js';
import type { Settings } from './config/settings.js';
import { createLogger } from './observability/logger.js';
import { serveOpenApi } from './openapi.js';

/** A batch may name 10,000 keys of up to 1,024 bytes. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** The whole service, ready to `listen` (role api) or to `init` (the others). The database is migrated already. */
export async function createApp(settings: Settings): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({ bodyLimit: MAX_BODY_BYTES });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(settings), adapter, {
    logger: createLogger(settings),
    abortOnError: false,
  });
  acceptJsonBodies(app, MAX_BODY_BYTES);
  app.useGlobalPipes(schemaValidation);
  app.useGlobalFilters(new ErrorFilter());
  // The type of a registered plugin names Fastify's own types twice; what is registered is the same.
  await app.register(etag as unknown as Parameters<typeof app.register>[0]);
  serveOpenApi(app);
  return app;
}
