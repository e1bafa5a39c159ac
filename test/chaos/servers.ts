import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { Environment } from '../../src/config/environment.js';
import type { ServerName, StartRequest } from '../../src/dev/server-messages.js';
import type { ServerProcess } from '../../src/dev/server-process.js';
import { Door } from './door.js';
import { FaultyHttp } from './faulty-http.js';
import { AI_WORDS, S3_WORDS } from './words.js';

const S3_LATENCY_MS = 350;
const AI_LATENCY_MS = 1_200;

/** A server in a process of its own. Behind its door it comes back on the same port with the same data. */
class OwnServer {
  private process: ServerProcess | null = null;

  constructor(
    private readonly name: ServerName,
    private readonly folder: string,
    private readonly password: string,
  ) {}

  /** Answers the port it took. */
  async start(): Promise<number> {
    const { startServers } = (await import('../../dist/dev/server-process.js' as string)) as {
      startServers(request: StartRequest): Promise<ServerProcess>;
    };
    const dataDir = join(this.folder, this.name);
    await mkdir(dataDir, { recursive: true });
    await writeFile(join(dataDir, 'postgres-password'), this.password);
    // Durable: what PostgreSQL has answered must survive an immediate stop.
    const request = { dataDir, servers: [this.name], postgresPassword: this.password, durable: true };
    this.process = await startServers(request);
    return this.process.port(this.name);
  }

  async stop(): Promise<void> {
    await this.process?.stop();
    this.process = null;
  }

  /** PostgreSQL's immediate mode: nothing is finished or written, the next start recovers from the log. */
  async crashPostgres(): Promise<void> {
    const [pid] = (await readFile(join(this.folder, 'postgres/postgres/postmaster.pid'), 'utf8')).split('\n');
    process.kill(Number(pid), 'SIGQUIT');
    await this.stop();
  }
}

/** In a process of its own: Prisma's engine does not migrate twice in one. */
async function migrateElsewhere(databaseUrl: string): Promise<void> {
  const migrations = new URL('../../dist/database/migrate.js', import.meta.url).href;
  const script = `const { migrate } = await import('${migrations}'); await migrate(process.env.DATABASE_URL);`;
  const environment = { PATH: process.env.PATH, DATABASE_URL: databaseUrl };
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { env: environment });
}

/** The servers that one seed after the other runs on. */
export class Servers {
  /** Grows when PostgreSQL goes and when it is back: odd while it is away, and unchanged when it was there all the time. */
  postgresChanges = 0;
  readonly limitedPlan = 'starter';

  private constructor(
    private readonly folder: string,
    private readonly password: string,
    private readonly own: Record<ServerName, OwnServer>,
    private readonly postgresDoor: Door,
    private readonly redisDoor: Door,
    /** The S3 emulator itself, without the bad line: for what the harness puts and looks at. */
    readonly s3Address: string,
    readonly s3: FaultyHttp,
    readonly ai: FaultyHttp,
  ) {}

  static async start(): Promise<Servers> {
    const folder = await mkdtemp(join(tmpdir(), 'fluxbatch-chaos-'));
    const password = randomBytes(16).toString('hex');
    const names: ServerName[] = ['postgres', 'valkey', 's3', 'openai'];
    const all = names.map((name) => [name, new OwnServer(name, folder, password)] as const);
    const own = Object.fromEntries(all) as Record<ServerName, OwnServer>;
    const [postgres = 0, valkey = 0, s3 = 0, openai = 0] = await Promise.all(all.map(([, server]) => server.start()));
    const [postgresDoor, redisDoor] = await Promise.all([Door.build(), Door.build()]);
    await postgresDoor.leadTo(postgres);
    await redisDoor.leadTo(valkey);
    const badS3 = await FaultyHttp.before(s3, S3_WORDS, S3_LATENCY_MS);
    const badAi = await FaultyHttp.before(openai, AI_WORDS, AI_LATENCY_MS);
    const address = `http://127.0.0.1:${s3}`;
    const servers = new Servers(folder, password, own, postgresDoor, redisDoor, address, badS3, badAi);
    await migrateElsewhere(servers.databaseUrl('fluxbatch'));
    await writeFile(servers.plansFile, JSON.stringify(LIMITED_PLAN));
    return servers;
  }

  async stop(): Promise<void> {
    await Promise.all([this.s3.close(), this.ai.close(), this.postgresDoor.shut(), this.redisDoor.shut()]);
    await Promise.all(Object.values(this.own).map((server) => server.stop()));
    await rm(this.folder, { recursive: true, force: true });
  }

  /** A copy of the migrated database, for one seed. */
  async makeDatabase(name: string): Promise<void> {
    await this.query('postgres', `CREATE DATABASE ${name} TEMPLATE fluxbatch`);
  }

  async dropDatabase(name: string): Promise<void> {
    await this.query('postgres', `DROP DATABASE ${name} WITH (FORCE)`);
  }

  async query<Row extends object>(database: string, sql: string): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.databaseUrl(database) });
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end().catch(() => {});
    }
  }

  async crashPostgres(awayMs: number): Promise<void> {
    this.postgresChanges++;
    await this.own.postgres.crashPostgres();
    await this.postgresDoor.shut();
    await sleep(awayMs);
    await this.postgresDoor.leadTo(await this.own.postgres.start());
    this.postgresChanges++;
  }

  /** Valkey keeps nothing: it comes back empty. */
  async restartRedis(awayMs: number): Promise<void> {
    await this.redisDoor.shut();
    await this.own.valkey.stop();
    await sleep(awayMs);
    await this.redisDoor.leadTo(await this.own.valkey.start());
  }

  async flushRedis(): Promise<void> {
    const redis = new Redis(this.redisUrl, { lazyConnect: true, retryStrategy: null });
    redis.on('error', () => {});
    await redis.connect();
    await redis.flushall();
    redis.disconnect();
  }

  cutRedis(): void {
    this.redisDoor.cut();
  }

  cutPostgres(): void {
    this.postgresChanges += 2;
    this.postgresDoor.cut();
  }

  /** What the roles of a seed are started with. */
  environment(database: string): Environment {
    return {
      NODE_ENV: 'test',
      LOG_LEVEL: 'warn',
      NO_COLOR: '1',
      WORKER_CONCURRENCY: '3',
      DATABASE_URL: this.databaseUrl(database),
      REDIS_URL: this.redisUrl,
      S3_ENDPOINT: this.s3.url,
      S3_BUCKET: 'fluxbatch',
      S3_ACCESS_KEY_ID: 'S3RVER',
      S3_SECRET_ACCESS_KEY: 'S3RVER',
      S3_FORCE_PATH_STYLE: 'true',
      OPENAI_API_KEY: 'stand-in',
      OPENAI_BASE_URL: `${this.ai.url}/v1`,
      ADMIN_TOKEN: this.password,
      ENCRYPTION_KEY: Buffer.from(this.password).toString('base64'),
      PLANS_FILE: this.plansFile,
    };
  }

  private get plansFile(): string {
    return join(this.folder, 'plans.json');
  }

  private get redisUrl(): string {
    return `redis://127.0.0.1:${this.redisDoor.port}`;
  }

  private databaseUrl(database: string): string {
    return `postgresql://postgres:${this.password}@127.0.0.1:${this.postgresDoor.port}/${database}`;
  }
}

/** Too little for all that the seeds submit to it. */
const LIMITED_PLAN = { plans: { starter: { compressions: 50, ai: 30, features: ['ai', 'watermark', 'api'] } } };
