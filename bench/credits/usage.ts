import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Agent, request } from 'node:http';
import type { Settings } from '#service/config/settings.js';
import { DatabaseService } from '#service/database/database.service.js';
import { OperatorService } from '#service/operator/operator.service.js';
import { compare, rate, type Comparison } from '../rate.ts';

const CLIENTS = 32;
const SECONDS = 3;

const BARE_READ = { name: 'bench.bare-read', text: 'SELECT * FROM credit_balances WHERE account_id = $1' };

/** `GET /api/usage` with its key, against a route of the same server that does one read by primary key. */
export async function benchUsage(app: NestFastifyApplication, settings: Settings): Promise<Comparison[]> {
  const database = app.get(DatabaseService);
  const account = { name: 'Benchmark', email: 'b@example.com', plan: 'agency' as const };
  const { account: made, key } = await app.get(OperatorService).create({ kind: 'operator', id: 'bench' }, account);
  app
    .getHttpAdapter()
    .getInstance()
    .get('/bare', async () => (await database.run(BARE_READ, [made.id]))[0]);
  await app.listen(0, settings.host);
  const { port } = app.getHttpServer().address() as { port: number };
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
  const poll = (path: string) => () =>
    rate(CLIENTS, SECONDS, () => get({ agent, port, path, headers: { authorization: `Bearer ${key}` } }));
  const result = await compare('GET /api/usage, 32 clients', poll('/api/usage'), 'bare route, one read', poll('/bare'));
  agent.destroy();
  return [result];
}

function get(options: { agent: Agent; port: number; path: string; headers: Record<string, string> }): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', ...options }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${options.path} was answered ${response.statusCode}`));
      response.resume().on('end', resolve);
    });
    sent.on('error', reject).end();
  });
}
