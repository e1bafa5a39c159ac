import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isProduction, type Environment } from '../config/environment.js';
import { keptSecret } from './kept-secret.js';
import { startServers } from './server-process.js';
import type { ServerName } from './server-messages.js';

/** What `startEmbeddedParts` started and made. */
export interface EmbeddedParts {
  /** The environment given, with the variables of what was started and made. */
  environment: Environment;
  /** Names of the servers that were started, for the log. */
  started: string[];
  /** Ends the servers; what they keep in DATA_DIR stays. Resolves when their processes are gone. */
  stop(): Promise<void>;
}

/** A server that stands in for a setting nobody made. */
interface EmbeddedPart {
  server: ServerName;
  name: string;
  isMissing(environment: Environment): boolean;
  variables(port: number, postgresPassword: string): Environment;
}

const PARTS: EmbeddedPart[] = [
  {
    server: 'postgres',
    name: 'PostgreSQL',
    isMissing: (environment) => !environment.DATABASE_URL,
    variables: (port, password) => ({ DATABASE_URL: `postgresql://postgres:${password}@127.0.0.1:${port}/fluxbatch` }),
  },
  {
    server: 'valkey',
    name: 'Valkey',
    isMissing: (environment) => !environment.REDIS_URL,
    variables: (port) => ({ REDIS_URL: `redis://127.0.0.1:${port}` }),
  },
  {
    server: 's3',
    name: 'S3 emulator',
    isMissing: (environment) => !environment.S3_ENDPOINT && !environment.S3_BUCKET,
    variables: (port) => ({
      S3_ENDPOINT: `http://127.0.0.1:${port}`,
      S3_REGION: 'us-east-1',
      S3_BUCKET: 'fluxbatch',
      S3_ACCESS_KEY_ID: 'S3RVER',
      S3_SECRET_ACCESS_KEY: 'S3RVER',
      S3_FORCE_PATH_STYLE: 'true',
    }),
  },
  {
    server: 'openai',
    name: 'OpenAI stand-in',
    // A base URL without a key is somebody's own endpoint with the key forgotten, not a wish for the stand-in.
    isMissing: (environment) => !environment.OPENAI_API_KEY && !environment.OPENAI_BASE_URL,
    variables: (port) => ({
      OPENAI_API_KEY: 'stand-in',
      OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`,
      OPENAI_MODEL: 'stand-in',
    }),
  },
];

/**
 * Starts a server for each part of the environment that is missing, in one child process that ends with this one,
 * and makes the secrets that are missing. An ADMIN_TOKEN made here is nowhere but in the result: print it.
 * `durable: false` lets PostgreSQL skip its fsyncs, for tests whose data may be lost with the machine.
 * @throws Error in production; when DATA_DIR is in use by another Fluxbatch; when a server does not start within 30 s.
 */
export async function startEmbeddedParts(
  environment: Environment,
  options = { durable: true },
): Promise<EmbeddedParts> {
  if (isProduction(environment)) {
    throw new Error('NODE_ENV=production starts nothing embedded: set DATABASE_URL, REDIS_URL, S3_* and the rest.');
  }
  const dataDir = resolve(environment.DATA_DIR || '.data');
  const missing = PARTS.filter((part) => part.isMissing(environment));
  const complete: Environment = { ...environment, ...(await missingSecrets(environment, dataDir)) };
  if (missing.length === 0) return { environment: complete, started: [], stop: async () => {} };

  await mkdir(dataDir, { recursive: true });
  const postgresPassword = await keptSecret(join(dataDir, 'postgres-password'), () => randomBytes(16).toString('hex'));
  const servers = await startServers({
    dataDir,
    servers: missing.map((part) => part.server),
    postgresPassword,
    durable: options.durable,
  });
  for (const part of missing) Object.assign(complete, part.variables(servers.port(part.server), postgresPassword));
  return { environment: complete, started: missing.map((part) => part.name), stop: () => servers.stop() };
}

async function missingSecrets(environment: Environment, dataDir: string): Promise<Environment> {
  const made: Environment = {};
  if (!environment.ADMIN_TOKEN && !environment.ADMIN_TOKENS) made.ADMIN_TOKEN = randomBytes(24).toString('hex');
  if (!environment.ENCRYPTION_KEY) {
    await mkdir(dataDir, { recursive: true });
    made.ENCRYPTION_KEY = await keptSecret(join(dataDir, 'encryption-key'), () => randomBytes(32).toString('base64'));
  }
  return made;
}
