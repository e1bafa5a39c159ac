import { Module, type DynamicModule, type FactoryProvider, type ModuleMetadata } from '@nestjs/common';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { HEALTH_CHECKS, HealthController, type HealthCheck } from './health.controller.js';
import { MetricsController } from './metrics.controller.js';
import { MetricsModule } from './metrics.module.js';
import { ReadinessService } from './readiness.service.js';
import { startTracing } from './traces.js';

/** Spans are made while it lives. */
const TRACING = {
  provide: Symbol('tracing'),
  inject: [SETTINGS],
  useFactory: async ({ traces, roles }: Settings) => {
    if (!traces) return null;
    const service = roles.size === 1 ? `fluxbatch-${[...roles].join()}` : 'fluxbatch';
    return { onApplicationShutdown: await startTracing(traces, service) };
  },
};

/** Knows no room: whoever composes the service hands it what to check, and rooms hand it their numbers. */
@Module({})
export class ObservabilityModule {
  /** `useFactory` makes the checks of health from what `inject` names. */
  static forRootAsync({
    imports = [],
    ...checks
  }: Pick<ModuleMetadata, 'imports'> & Pick<FactoryProvider<HealthCheck[]>, 'inject' | 'useFactory'>): DynamicModule {
    return {
      module: ObservabilityModule,
      imports: [...imports, MetricsModule],
      controllers: [HealthController, MetricsController],
      providers: [ReadinessService, TRACING, { provide: HEALTH_CHECKS, ...checks }],
    };
  }
}
