import { randomBytes } from 'node:crypto';
import type { Environment } from '../../src/config/environment.js';
import { AccountClient, Client } from '../support/client.js';
import { Findings } from '../worlds/findings.js';
import { OwnBucket, type SourceFile } from './bucket.js';
import { Customer } from './customer.js';
import { lastingPort } from './door.js';
import type { Plan, PlannedOrder } from './plan.js';
import { Receiver } from './receiver.js';
import { RoleProcess } from './role-process.js';
import type { Servers } from './servers.js';
import { placeWitness } from './witness.js';

/** An account with its customer and the receiver of its webhooks. */
export interface Party {
  account: AccountClient;
  customer: Customer;
  receiver: Receiver;
  secret: string;
}

/** All that one seed is played with, on servers that others have used before. */
export interface Scene {
  plan: Plan;
  servers: Servers;
  database: string;
  files: SourceFile[];
  findings: Findings;
  client: Client;
  bucket: OwnBucket;
  parties: Record<PlannedOrder['account'], Party>;
  api: RoleProcess;
  workers: [RoleProcess, RoleProcess];
  scheduler: RoleProcess;
}

/** A fresh database and bucket, four processes on them, and two accounts that nothing has happened to yet. */
export async function setScene(servers: Servers, files: SourceFile[], plan: Plan): Promise<Scene> {
  const name = `seed_${plan.seed}_${randomBytes(3).toString('hex')}`;
  await servers.makeDatabase(name);
  await Promise.all([placeWitness(servers, name), servers.flushRedis()]);
  const findings = new Findings();
  const port = await lastingPort();
  const environment: Environment = { ...servers.environment(name), PORT: String(port) };
  const role = (title: string, role: string) =>
    new RoleProcess(title, { ...environment, ROLE: role }, () => servers.postgresChanges, findings);
  const api = role('api', 'api');
  const workers: Scene['workers'] = [role('worker 1', 'worker'), role('worker 2', 'worker')];
  const scheduler = role('scheduler', 'scheduler');
  try {
    const roles = [api, ...workers, scheduler];
    const filled = OwnBucket.fill(servers.s3Address, name.replaceAll('_', '-'), files);
    const [bucket] = await Promise.all([filled, ...roles.map((process) => process.start())]);
    const client = new Client(`http://127.0.0.1:${port}`, environment.ADMIN_TOKEN ?? '');
    const party = (plan: string) => meetParty({ servers, files, findings, client, bucket }, plan);
    const [unlimited, limited] = await Promise.all([party('agency'), party(servers.limitedPlan)]);
    const parties = { unlimited, limited };
    return { plan, servers, database: name, files, findings, client, bucket, parties, api, workers, scheduler };
  } catch (error) {
    await Promise.all([api, ...workers, scheduler].map((process) => process.discard()));
    throw error;
  }
}

async function meetParty(
  { servers, files, findings, client, bucket }: Pick<Scene, 'servers' | 'files' | 'findings' | 'client' | 'bucket'>,
  plan: string,
): Promise<Party> {
  const account = await client.account({ plan });
  const receiver = await Receiver.open();
  const connection = await created<{ id: string }>(account, '/api/connections', {
    name: 'pictures',
    bucket: bucket.name,
    region: 'us-east-1',
    endpoint: servers.s3.url,
    forcePathStyle: true,
    accessKeyId: 'S3RVER',
    secretAccessKey: 'S3RVER',
  });
  const { secret } = await created<{ secret: string }>(account, '/api/webhooks', { url: receiver.url });
  return { account, receiver, secret, customer: new Customer(account, connection.id, files, findings) };
}

async function created<T>(account: AccountClient, path: string, body: object): Promise<T> {
  const answer = await account.post<T>(path, body);
  if (answer.status !== 201) throw new Error(`${path} was answered ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** Asks every process to end, which it must do well, and leaves the servers as they were. */
export async function clearScene({ api, workers, scheduler, parties, bucket, servers, database }: Scene) {
  const roles = [api, ...workers, scheduler];
  await Promise.all(roles.map((process) => process.stop()));
  await Promise.all(roles.map((process) => process.discard()));
  await Promise.all(Object.values(parties).map(({ receiver }) => receiver.close()));
  bucket.close();
  await servers.dropDatabase(database);
}
