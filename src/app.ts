import etag from '@fastify/etag';
import helmet from '@fastify/helmet';
import { ModulesContainer, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { CallerGuard } from './accounts/caller.guard.js';
import { AppModule } from './app.module.js';
import { ErrorFilter } from './common/http/error.filter.js';
import { budgetBodies } from './common/http/body-budget.js';
import { askForBodies } from './common/http/expectations.js';
import { acceptJsonBodies, limitBodies } from './common/http/json-body.js';
import { securityHeaders } from './common/http/security-headers.js';
import { DeclaredRoutes } from './common/http/routes.js';
import { addServerHooks, answerOnlyForItself, refuseBusy, serverOptions } from './common/http/server.js';
import { schemaValidation } from './common/http/validation.js';
import type { Settings } from './config/settings.js';
import { observeRequests } from './observability/http-requests.js';
import { createLogger } from './observability/logger.js';
import { MetricsService } from './observability/metrics.service.js';
import { closeConnectionsWhenLeaving, ReadinessService } from './observability/readiness.service.js';
import { serveOpenApi } from './openapi.js';

/** What is registered is Fastify's own; its type names Fastify's types a second time. */
type Plugin = Parameters<NestFastifyApplication['register']>[0];

/** Who is asking is known before a byte of a body is read, and the bodies of those who may ask are bounded. */
function admitCallers(server: FastifyInstance, guard: CallerGuard, modules: ModulesContainer): void {
  const routes = new DeclaredRoutes(modules);
  server.addHook('onRequest', async (request, reply) => {
    const route = routes.of(request.method, request.routeOptions.url);
    if (route) await guard.admit(request, reply, route);
  });
  budgetBodies(server, refuseBusy);
  askForBodies(server);
  limitBodies(server, routes);
  acceptJsonBodies(server);
}

/** The whole service, ready to `listen`, or to `init` where nobody asks it anything. The database is migrated already. */
export async function createApp(settings: Settings): Promise<NestFastifyApplication> {
  const filter = new ErrorFilter();
  const adapter = new FastifyAdapter(serverOptions(filter, settings.trustedProxies));
  addServerHooks(adapter.getInstance());
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(settings), adapter, {
    logger: createLogger(settings),
    abortOnError: false,
    bodyParser: false,
  });
  const server = adapter.getInstance();
  if (!settings.roles.has('api')) answerOnlyForItself(server);
  observeRequests(server, app.get(MetricsService));
  closeConnectionsWhenLeaving(server, app.get(ReadinessService));
  app.useGlobalPipes(schemaValidation);
  app.useGlobalFilters(filter);
  await app.register(etag as unknown as Plugin);
  await app.register(helmet as unknown as Plugin, securityHeaders(settings.publicUrl));
  admitCallers(server, app.get(CallerGuard, { strict: false }), app.get(ModulesContainer));
  serveOpenApi(app);
  return app;
}
