import etag from '@fastify/etag';
import helmet from '@fastify/helmet';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { ErrorFilter } from './common/http/error.filter.js';
import { acceptJsonBodies } from './common/http/json-body.js';
import { securityHeaders } from './common/http/security-headers.js';
import { addServerHooks, answerOnlyForItself, MAX_BATCH_BYTES, serverOptions } from './common/http/server.js';
import { schemaValidation } from './common/http/validation.js';
import type { Settings } from './config/settings.js';
import { observeRequests } from './observability/http-requests.js';
import { createLogger } from './observability/logger.js';
import { MetricsService } from './observability/metrics.service.js';
import { closeConnectionsWhenLeaving, ReadinessService } from './observability/readiness.service.js';
import { serveOpenApi } from './openapi.js';

/** What is registered is Fastify's own; its type names Fastify's types a second time. */
type Plugin = Parameters<NestFastifyApplication['register']>[0];

/** The whole service, ready to `listen`, or to `init` where nobody asks it anything. The database is migrated already. */
export async function createApp(settings: Settings): Promise<NestFastifyApplication> {
  const filter = new ErrorFilter();
  const adapter = new FastifyAdapter(serverOptions(filter, settings.trustedProxies));
  addServerHooks(adapter.getInstance());
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(settings), adapter, {
    logger: createLogger(settings),
    abortOnError: false,
  });
  const server = adapter.getInstance();
  if (!settings.roles.has('api')) answerOnlyForItself(server);
  observeRequests(server, app.get(MetricsService));
  closeConnectionsWhenLeaving(server, app.get(ReadinessService));
  acceptJsonBodies(app, MAX_BATCH_BYTES);
  app.useGlobalPipes(schemaValidation);
  app.useGlobalFilters(filter);
  await app.register(etag as unknown as Plugin);
  await app.register(helmet as unknown as Plugin, securityHeaders(settings.publicUrl));
  serveOpenApi(app);
  return app;
}
