import { randomBytes } from 'node:crypto';
import type { Environment } from '../../src/config/environment.js';
import { lastingPort } from '../chaos/door.js';
import { RoleProcess } from '../chaos/role-process.js';
import { cloneDatabase, serversEnvironment } from '../support/environment.js';
import { Findings } from '../worlds/findings.js';

/** The roles as processes of their own, on a database of their own. */
export class Cast {
  private readonly processes: RoleProcess[] = [];

  private constructor(
    readonly findings: Findings,
    private readonly environment: Environment,
    private readonly dropDatabase: () => Promise<void>,
  ) {}

  static async gather(given: Environment): Promise<Cast> {
    const database = await cloneDatabase();
    const redis = new URL(serversEnvironment().REDIS_URL ?? '');
    redis.pathname = '/9';
    const environment: Environment = {
      ...serversEnvironment(),
      NODE_ENV: 'test',
      NO_COLOR: '1',
      LOG_LEVEL: 'warn',
      DATABASE_URL: database.url,
      REDIS_URL: redis.href,
      ADMIN_TOKEN: randomBytes(16).toString('hex'),
      ...given,
    };
    return new Cast(new Findings(), environment, database.drop);
  }

  get adminToken(): string {
    return this.environment.ADMIN_TOKEN ?? '';
  }

  /** Starts one more. A process that ends by itself is a finding. */
  async start(name: string, role: string, given: Environment = {}): Promise<RoleProcess> {
    const process = new RoleProcess(name, { ...this.environment, ROLE: role, ...given }, () => 0, this.findings);
    this.processes.push(process);
    await process.start();
    return process;
  }

  async api(name: string): Promise<RoleProcess & { port: number }> {
    const port = await lastingPort();
    return Object.assign(await this.start(name, 'api', { PORT: String(port) }), { port });
  }

  async dismiss(): Promise<void> {
    await Promise.all(this.processes.map((process) => process.stop()));
    await Promise.all(this.processes.map((process) => process.discard()));
    await this.dropDatabase();
  }
}
