import { Module, type DynamicModule, type FactoryProvider, type ModuleMetadata } from '@nestjs/common';
import { HEALTH_CHECKS, HealthController, type HealthCheck } from './health.controller.js';

/** Knows no room: whoever composes the service hands it what to check. */
@Module({})
export class ObservabilityModule {
  static checking(
    imports: ModuleMetadata['imports'],
    checks: Pick<FactoryProvider<HealthCheck[]>, 'inject' | 'useFactory'>,
  ): DynamicModule {
    return {
      module: ObservabilityModule,
      imports,
      controllers: [HealthController],
      providers: [{ provide: HEALTH_CHECKS, ...checks }],
    };
  }
}
