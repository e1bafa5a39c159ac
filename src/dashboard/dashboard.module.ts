import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import { Logger, Module, type DynamicModule } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { DashboardController } from './dashboard.controller.js';

/** Where `npm run build` puts it, beside `src` and `dist`. */
const BUILT = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** Serves the dashboard where it was built; an image without it is an API alone. */
@Module({})
export class DashboardModule {
  constructor({ httpAdapter }: HttpAdapterHost<FastifyAdapter>) {
    // Routes are the controller's, so that unknown addresses get our errors; headers of caching are its as well.
    void httpAdapter.register(fastifyStatic as unknown as Parameters<FastifyAdapter['register']>[0], {
      root: BUILT,
      serve: false,
      preCompressed: true,
      cacheControl: false,
    });
  }

  static register(): DynamicModule {
    const isBuilt = existsSync(`${BUILT}/index.html`);
    if (!isBuilt) new Logger('dashboard').warn(`Not built: there is no ${BUILT}/index.html`);
    return { module: DashboardModule, controllers: isBuilt ? [DashboardController] : [] };
  }
}
