import { ConsoleLogger, type LogLevel as NestLogLevel } from '@nestjs/common';
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

class QuietStartLogger extends ConsoleLogger {
  override log(message: unknown, ...rest: unknown[]): void {
    if (!FRAMEWORK.has(String(rest.at(-1)))) super.log(message, ...rest);
  }
}

/** JSON lines in production, readable ones in development. */
export function createLogger({ logLevel, production }: Settings): ConsoleLogger {
  const wanted = LOG_LEVELS.slice(0, LOG_LEVELS.indexOf(logLevel) + 1);
  const logLevels: NestLogLevel[] = wanted.map((level) => NEST_LEVELS[level]);
  return new QuietStartLogger({ prefix: 'fluxbatch', json: production, logLevels });
}
