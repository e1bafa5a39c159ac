import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import { isProduction, type Environment } from './environment.js';
import { stsSettings, type StsSettings } from './sts-settings.js';
import { stripeSettings, stripeVariables, type StripeSettings } from './stripe-settings.js';
import { openAiSettings, type OpenAiSettings } from './openai-settings.js';
import { encryptionKeys, type EncryptionKeys } from './encryption-keys.js';
import { oidcSettings, oidcVariables, type OidcSettings } from './oidc-settings.js';
import { operatingSettings, type OperatingSettings } from './operating-settings.js';
import { InvalidSettings } from './invalid-settings.js';
import { planSettings, planVariables, type PlanSettings } from './plan-settings.js';
import { readOperators, type Operators } from './operators.js';
import { timeLimits, type TimeLimits } from './time-limits.js';
import { REDIS_MODES, redisNodes, redisSettings, type RedisSettings } from './redis-settings.js';

export const ROLES = ['api', 'worker', 'scheduler'] as const;
export type Role = (typeof ROLES)[number];
export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Where an S3 API is and how to sign calls to it. No key pair means the SDK's own credential chain. */
export interface BucketSettings {
  endpoint?: string;
  region: string;
  bucket: string;
  accessKeyId?: string;
  secretAccessKey?: string;
  forcePathStyle: boolean;
}

export type { EncryptionKeys, OpenAiSettings };

export interface MailSettings {
  /** `smtp://user:password@host:port`, or `smtps://` for TLS from the start. */
  smtpUrl: string;
}

/** Everything the environment says, checked once at start. */
export interface Settings extends OperatingSettings, PlanSettings {
  production: boolean;
  roles: ReadonlySet<Role>;
  host: string;
  port: number;
  publicUrl: string;
  dataDir: string;
  databaseUrl: string;
  /** The same database, with a role that may change tables. */
  migrationDatabaseUrl: string;
  redis: RedisSettings;
  /** The service's own bucket; accounts bring theirs as connections. */
  ownBucket: BucketSettings;
  /** Where clients reach that bucket with links we sign, when it is not where we do. */
  ownBucketPublicEndpoint: string | undefined;
  /** `null`: connections by role are answered with `roles_not_configured`. */
  sts: StsSettings | null;
  /** `null`: AI requests are answered with `ai_not_configured`. */
  openai: OpenAiSettings | null;
  /** `null`: billing calls are answered with `billing_not_configured`. */
  stripe: StripeSettings | null;
  /** `null`: people sign in with passwords and passkeys. */
  oidc: OidcSettings | null;
  /** Who may call `/api/admin`. */
  operators: Operators;
  encryptionKey: EncryptionKeys;
  /** Balancers whose `X-Forwarded-For` is believed: addresses, networks, or `loopback`. */
  trustedProxies: string[];
  /** `null`: in development mails are kept in `dataDir`, in production nobody can sign up. */
  mail: MailSettings | null;
  /** The sender of mails. */
  mailFrom: string;
  allowPrivateEndpoints: boolean;
  /** Images in flight in this process. */
  workerConcurrency: number;
  timeLimits: TimeLimits;
  logLevel: LogLevel;
  /** Days that images of ended batches are kept. */
  retentionDays: number;
  /** Days that the usage by day is kept. */
  usageRetentionDays: number;
}

const DATABASE_ADDRESS = 'postgresql://user:password@host:port/database';
const roles = z
  .string()
  .transform((text) => text.split(',').map((role) => role.trim()))
  .pipe(z.array(z.enum(ROLES)).min(1));
const databaseUrl = z.url({ protocol: /^postgres(ql)?$/, error: `expected ${DATABASE_ADDRESS}` });
const httpUrl = z.url({ protocol: /^https?$/, error: 'expected an http:// or https:// address' });
const boolean = z.enum(['true', 'false']).transform((text) => text === 'true');
/** Networks by the names that Fastify knows. */
const PROXY_NAMES = ['loopback', 'linklocal', 'uniquelocal'] as const;
const proxies = z.string().transform((text) => text.split(',').map((proxy) => proxy.trim()));

const variables = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  ROLE: roles.default([...ROLES]),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  HEALTH_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  PUBLIC_URL: httpUrl.optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: databaseUrl,
  MIGRATION_DATABASE_URL: databaseUrl.optional(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(4).max(200).default(16),
  DATABASE_STATEMENT_SECONDS: z.coerce.number().int().min(5).max(3_600).default(60),
  DATABASE_LOCK_SECONDS: z.coerce.number().int().min(1).max(3_600).default(30),
  DATABASE_POOLER: boolean.default(false),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'expected redis://host:port or rediss://host:port' }),
  REDIS_MODE: z.enum(REDIS_MODES).default('standalone'),
  REDIS_NODES: redisNodes.optional(),
  REDIS_SENTINEL_MASTER: z.string().min(1).optional(),
  REDIS_SENTINEL_PASSWORD: z.string().min(1).optional(),
  S3_ENDPOINT: httpUrl.optional(),
  S3_PUBLIC_ENDPOINT: httpUrl.optional(),
  S3_REGION: z.string().min(1).default('us-east-1'),
  S3_BUCKET: z.string({ error: 'expected the name of the service’s own bucket' }).min(3),
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  S3_FORCE_PATH_STYLE: boolean.default(false),
  STS_PRINCIPAL: z.string().startsWith('arn:', 'expected the ARN of the service’s own role or user').optional(),
  STS_ENDPOINT: httpUrl.optional(),
  STS_ACCESS_KEY_ID: z.string().min(1).optional(),
  STS_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  OPENAI_API_KEY: z.string().min(1).optional(),
  OPENAI_BASE_URL: httpUrl.optional(),
  OPENAI_MODEL: z.string().min(1).default('gpt-4.1-mini'),
  OPENAI_REQUESTS_PER_SECOND: z.coerce.number().positive().max(10_000).optional(),
  OPENAI_INPUT_PRICE: z.coerce.number().min(0).max(10_000).optional(),
  OPENAI_OUTPUT_PRICE: z.coerce.number().min(0).max(10_000).optional(),
  AI_DOLLARS_PER_ACCOUNT_DAY: z.coerce.number().positive().max(1_000_000).optional(),
  ...oidcVariables,
  ...stripeVariables,
  ADMIN_TOKEN: z.string().optional(),
  ADMIN_TOKENS: z.string().optional(),
  METRICS_TOKEN: z.string().min(16, 'expected a secret of at least 16 characters').optional(),
  ENCRYPTION_KEY: encryptionKeys,
  TRUSTED_PROXIES: proxies
    .pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6(), z.enum(PROXY_NAMES)])))
    .optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'expected smtp://user:password@host:port or smtps://…' }).optional(),
  MAIL_FROM: z.string().min(3).optional(),
  ALLOW_PRIVATE_ENDPOINTS: boolean.optional(),
  ...planVariables,
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(256).optional(),
  JOB_LOCK_SECONDS: z.coerce.number().int().min(1).max(300).default(10),
  RATE_LIMIT_WAIT_MS: z.coerce.number().int().min(10).max(10_000).default(250),
  WEBHOOK_TIMEOUT_SECONDS: z.coerce.number().int().min(1).max(15).default(15),
  COMPRESS_WAIT_SECONDS: z.coerce.number().positive().max(240).default(60),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl.optional(),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  STOP_SECONDS: z.coerce.number().int().min(10).max(3_600).default(25),
  STOP_DELAY_SECONDS: z.coerce.number().min(0).max(300).optional(),
  RETENTION_DAYS: z.coerce.number().int().min(1).max(36_500).default(90),
  // The audit compares it with the ledger for a month, and budgets are counted from it.
  USAGE_RETENTION_DAYS: z.coerce.number().int().min(62).max(36_500).default(800),
});

/** The names of all settings, in the order of the schema. */
export const SETTING_NAMES: readonly string[] = Object.keys(variables.shape);

/**
 * Reads and checks every setting.
 * @throws InvalidSettings naming each variable that is missing or wrong.
 */
export function readSettings(environment: Environment): Settings {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = variables.safeParse(given);
  const operators = readOperators(given);
  if (!parsed.success) throw new InvalidSettings([...parsed.error.issues.map(describeIssue), ...operators.problems]);
  const v = parsed.data;
  const production = isProduction(environment);
  if (production && !v.PUBLIC_URL) throw new InvalidSettings(['PUBLIC_URL: expected the address people and links use']);
  if (Boolean(v.S3_ACCESS_KEY_ID) !== Boolean(v.S3_SECRET_ACCESS_KEY)) {
    throw new InvalidSettings(['S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY: expected both or neither']);
  }
  const publicUrl = (v.PUBLIC_URL ?? `http://localhost:${v.PORT}`).replace(/(?<!\/)\/+$/, '');
  const openai = openAiSettings(v);
  const stripe = stripeSettings(v);
  const oidc = oidcSettings(v, production);
  const sts = stsSettings(v);
  const redis = redisSettings(v);
  const operating = operatingSettings(v, production);
  const problems = [
    ...operators.problems,
    ...openai.problems,
    ...stripe.problems,
    ...oidc.problems,
    ...sts.problems,
    ...redis.problems,
    ...operating.problems,
  ];
  if (problems.length > 0) throw new InvalidSettings(problems);
  return {
    ...operating.settings,
    ...planSettings(v),
    production,
    roles: new Set(v.ROLE),
    host: v.HOST,
    port: v.PORT,
    publicUrl,
    dataDir: resolve(v.DATA_DIR),
    databaseUrl: v.DATABASE_URL,
    migrationDatabaseUrl: v.MIGRATION_DATABASE_URL ?? v.DATABASE_URL,
    redis: redis.settings,
    ownBucket: {
      endpoint: v.S3_ENDPOINT,
      region: v.S3_REGION,
      bucket: v.S3_BUCKET,
      accessKeyId: v.S3_ACCESS_KEY_ID,
      secretAccessKey: v.S3_SECRET_ACCESS_KEY,
      forcePathStyle: v.S3_FORCE_PATH_STYLE,
    },
    ownBucketPublicEndpoint: v.S3_PUBLIC_ENDPOINT,
    sts: sts.settings,
    openai: openai.settings,
    stripe: stripe.settings,
    oidc: oidc.settings,
    operators: operators.operators,
    encryptionKey: v.ENCRYPTION_KEY,
    trustedProxies: v.TRUSTED_PROXIES ?? [],
    mail: v.SMTP_URL ? { smtpUrl: v.SMTP_URL } : null,
    mailFrom: v.MAIL_FROM ?? `Fluxbatch <no-reply@${new URL(publicUrl).hostname}>`,
    allowPrivateEndpoints: v.ALLOW_PRIVATE_ENDPOINTS ?? !production,
    // WebP encodes on one thread: cores + 1 in flight keeps the cores busy while one image waits for S3.
    workerConcurrency: v.WORKER_CONCURRENCY ?? availableParallelism() + 1,
    timeLimits: timeLimits(v),
    logLevel: v.LOG_LEVEL,
    retentionDays: v.RETENTION_DAYS,
    usageRetentionDays: v.USAGE_RETENTION_DAYS,
  };
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const name = String(issue.path[0] ?? 'environment');
  return `${name}: ${issue.message}`;
}
