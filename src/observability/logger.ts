import { ConsoleLogger, type LogLevel as NestLogLevel } from '@nestjs/common';
import { idsOfNow } from './activity.js';
import { LOG_LEVELS, type Settings } from '../config/settings.js';

const NEST_LEVELS = {
  fatal: 'fatal',
  error: 'error',
  warn: 'warn',
  info: 'log',
  debug: 'debug',
  trace: 'verbose',
} as const;

/** Parts of the framework that recount its wiring at every start. */
const FRAMEWORK = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestApplication']);

/** Each line says which request, batch and image it is about, where it is about one. */
class ServiceLogger extends ConsoleLogger {
  protected override getJsonLogObject(message: unknown, options: { context: string; logLevel: NestLogLevel }) {
    return { ...super.getJsonLogObject(message, options), ...idsOfNow() };
  }

  override log(message: unknown, ...rest: unknown[]): void {
    if (!FRAMEWORK.has(String(rest.at(-1)))) super.log(message, ...rest);
  }
}

/** JSON lines in production, readable ones in development. */
export function createLogger({ logLevel, production }: Settings): ConsoleLogger {
  const wanted = LOG_LEVELS.slice(0, LOG_LEVELS.indexOf(logLevel) + 1);
  const logLevels: NestLogLevel[] = wanted.map((level) => NEST_LEVELS[level]);
  return new ServiceLogger({ prefix: 'fluxbatch', json: production, logLevels });
}
