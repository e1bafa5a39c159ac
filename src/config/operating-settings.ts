/** What one process may ask of PostgreSQL. */
export interface DatabaseSettings {
  /** Connections at most. */
  poolSize: number;
  /** How long a statement may run at most, and how long it may wait for a lock. */
  statementTimeoutMs: number;
  lockTimeoutMs: number;
  /** A pooler in between gives each transaction another connection. */
  pooler: boolean;
}

/** How a process ends that is asked to. */
export interface StopSettings {
  /** From the signal to the exit at most. */
  limitMs: number;
  /** How long the API goes on as if nothing were, but for saying that it is not ready. */
  delayMs: number;
  /** How long work in hand may take to end before it is handed back to other processes. */
  workMs: number;
}

/** Where traces go, and how many of all requests begin one. */
export interface TraceSettings {
  endpoint: string;
  ratio: number;
}

/** What is of interest to who runs the service, and not to who uses it. */
export interface OperatingSettings {
  database: DatabaseSettings;
  stop: StopSettings;
  /** `null`: none are made. */
  traces: TraceSettings | null;
  /** Opens the metrics, and nothing else. */
  metricsToken: string;
  /** Where a process without the API answers for its health and its metrics; `null`: nowhere. */
  healthPort: number | null;
}

interface Variables {
  ROLE: readonly string[];
  DATABASE_POOL_SIZE: number;
  DATABASE_STATEMENT_SECONDS: number;
  DATABASE_LOCK_SECONDS: number;
  DATABASE_POOLER: boolean;
  STOP_SECONDS: number;
  STOP_DELAY_SECONDS?: number;
  OTEL_EXPORTER_OTLP_ENDPOINT?: string;
  OTEL_TRACES_SAMPLER_ARG: number;
  ADMIN_TOKEN?: string;
  METRICS_TOKEN?: string;
  HEALTH_PORT?: number;
}

/** Seconds until a balancer has seen that an API is not ready; where there is none, nobody wants to wait. */
const PRODUCTION_DELAY_SECONDS = 5;

/** What a stop needs after the work in hand has ended: settling, closing queues, ending requests and connections, when all goes well. */
const CLOSING_MS = 5_000;

/** Each problem names its variable. */
export function operatingSettings(
  v: Variables,
  production: boolean,
): { settings: OperatingSettings; problems: string[] } {
  const delaySeconds = v.STOP_DELAY_SECONDS ?? (production ? PRODUCTION_DELAY_SECONDS : 0);
  const endpoint = v.OTEL_EXPORTER_OTLP_ENDPOINT?.replace(/(?<!\/)\/+$/, '');
  const settings: OperatingSettings = {
    database: {
      poolSize: v.DATABASE_POOL_SIZE,
      statementTimeoutMs: v.DATABASE_STATEMENT_SECONDS * 1000,
      lockTimeoutMs: v.DATABASE_LOCK_SECONDS * 1000,
      pooler: v.DATABASE_POOLER,
    },
    stop: stopSettings(v, delaySeconds * 1000),
    traces: endpoint ? { endpoint, ratio: v.OTEL_TRACES_SAMPLER_ARG } : null,
    metricsToken: v.METRICS_TOKEN ?? v.ADMIN_TOKEN ?? '',
    healthPort: v.HEALTH_PORT ?? null,
  };
  const problems = [
    !settings.metricsToken &&
      'METRICS_TOKEN: expected a secret of at least 16 characters where there is no ADMIN_TOKEN',
    2 * delaySeconds > v.STOP_SECONDS && 'STOP_DELAY_SECONDS: expected half of STOP_SECONDS at most',
    v.DATABASE_LOCK_SECONDS > v.DATABASE_STATEMENT_SECONDS &&
      'DATABASE_LOCK_SECONDS: expected DATABASE_STATEMENT_SECONDS at most',
  ];
  return { settings, problems: problems.filter((problem) => typeof problem === 'string') };
}

function stopSettings({ ROLE, STOP_SECONDS }: Variables, delayMs: number): StopSettings {
  const limitMs = STOP_SECONDS * 1000;
  // Only an API delays its stop.
  const untilClosing = limitMs - CLOSING_MS - (ROLE.includes('api') ? delayMs : 0);
  return { limitMs, delayMs, workMs: Math.max(0, untilClosing) };
}
