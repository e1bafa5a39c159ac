import { Inject, Injectable } from '@nestjs/common';
import { ApiError } from '../common/errors.js';
import type { Actor } from '../common/http/callers.js';
import { toPage, type Page, type PageQuery } from '../common/http/validation.js';
import { newId } from '../common/ids.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { DatabaseService, type Sql } from '../database/database.service.js';
import type { Connection } from '../database/generated/client.js';
import { PrismaService } from '../database/prisma.service.js';
import { SealingService } from '../database/sealing.service.js';
import { JournalService } from '../journal/journal.service.js';
import { lookBelow, type ObjectsResponse } from './connection-objects.js';
import { Bucket } from './bucket.js';
import type { ConnectionView, NewConnection } from './connection-schema.js';
import {
  connectionExists,
  deleteConnection,
  insertConnection,
  lockConnection,
  SEALED_SECRET,
} from './connections.sql.js';
import { trustPolicy } from './role-policy.js';
import { refusalOf } from './refusal.js';
import { RolesService } from './roles.service.js';

/** Buckets that accounts may touch, each with credentials of the account's own. */
@Injectable()
export class ConnectionsService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly database: DatabaseService,
    private readonly sealing: SealingService,
    private readonly journal: JournalService,
    private readonly roles: RolesService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * Proves with a real list call that the bucket can be reached, and that it is not the service's own: that one holds
   * what belongs to everybody, and nobody reaches it through a connection, even who has its credentials.
   * A role must also ask for the account's external id.
   * @throws ApiError `storage_denied`, `storage_not_found`, `blocked_address` or `roles_not_configured`
   */
  async check(accountId: string, connection: NewConnection): Promise<void> {
    if (leadsTo(connection, this.settings.ownBucket.bucket)) {
      throw new ApiError('storage_denied', {}, 'This bucket is the service’s own');
    }
    try {
      const bucket = await this.bucketOf(accountId, connection);
      await bucket.check().finally(() => bucket.close());
      const { roleArn, bucket: name, region } = connection;
      if (roleArn) await this.roles.requireExternalId({ accountId, roleArn, bucket: name, region });
    } catch (error) {
      throw refusalOf(error, 'The bucket was not found');
    }
  }

  async create(sql: Sql, accountId: string, actor: Actor, given: NewConnection): Promise<ConnectionView> {
    const { name, bucket, region, endpoint = null, forcePathStyle, roleArn = null } = given;
    const { accessKeyId = '', secretAccessKey = '' } = given;
    const id = newId('con');
    const place = SEALED_SECRET.place(accountId, id);
    const sealed = roleArn === null ? await this.sealing.seal(sql, place, secretAccessKey) : '';
    const values = [id, accountId, name, bucket, region, endpoint, forcePathStyle, accessKeyId, sealed, roleArn];
    const [row] = await sql.run<{ created_at: Date }>(insertConnection, values);
    const details = { connection: id, name, bucket, ...(roleArn && { roleArn }) };
    await this.journal.append(sql, { accountId, actor, act: 'connection.created', details });
    const createdAt = row?.created_at ?? new Date();
    return viewOf({ id, name, bucket, region, endpoint, forcePathStyle, accessKeyId, roleArn, createdAt });
  }

  /** Without a principal there are no roles here. */
  async roleSetup(accountId: string) {
    const principal = this.settings.sts?.principal ?? null;
    const externalId = await this.roles.externalId(this.database, accountId);
    return { externalId, principal, trustPolicy: principal && trustPolicy(principal, externalId) };
  }

  async list(accountId: string, { limit, cursor }: PageQuery): Promise<Page<ConnectionView>> {
    const rows = await this.prisma.connection.findMany({
      where: { accountId, ...(cursor ? { id: { lt: cursor } } : {}) },
      orderBy: { id: 'desc' },
      take: limit + 1,
    });
    return toPage(rows, limit, viewOf);
  }

  /** @throws ApiError `not_found`, also for another account's connection */
  async get(accountId: string, id: string): Promise<ConnectionView> {
    const row = await this.prisma.connection.findFirst({ where: { id, accountId } });
    if (!row) throw new ApiError('not_found');
    return viewOf(row);
  }

  /** @throws ApiError `invalid_state` while a batch uses it */
  async delete(accountId: string, actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (sql) => {
      const [locked] = await sql.run(lockConnection, [id, accountId]);
      if (!locked) throw new ApiError('not_found');
      const [deleted] = await sql.run(deleteConnection, [id]);
      if (!deleted) throw new ApiError('invalid_state', {}, 'A batch that has not ended uses this connection');
      await this.journal.append(sql, { accountId, actor, act: 'connection.deleted', details: { connection: id } });
    });
  }

  /** @throws ApiError `not_found`, `storage_denied` or `storage_not_found` */
  async look(accountId: string, id: string, prefix: string): Promise<ObjectsResponse> {
    await this.get(accountId, id);
    const bucket = await this.open(id);
    try {
      return await lookBelow(bucket, prefix);
    } catch (error) {
      throw refusalOf(error, 'The bucket was not found');
    } finally {
      bucket.close();
    }
  }

  async exists(id: string): Promise<boolean> {
    return (await this.database.run(connectionExists, [id])).length > 0;
  }

  /** The bucket behind a connection, with its secret opened. Only for work that already belongs to the account. */
  async open(id: string): Promise<Bucket> {
    const row = await this.prisma.connection.findUniqueOrThrow({ where: { id } });
    const { accountId, bucket, region, endpoint, forcePathStyle, accessKeyId, roleArn } = row;
    const place = { bucket, region, endpoint: endpoint ?? undefined, forcePathStyle };
    if (roleArn !== null) return this.bucketOf(accountId, { ...place, roleArn });
    const sealed = SEALED_SECRET.place(accountId, id);
    const secretAccessKey = await this.sealing.open(this.database, sealed, row.sealedSecret);
    return this.bucketOf(accountId, { ...place, accessKeyId, secretAccessKey });
  }

  private async bucketOf(accountId: string, { roleArn, ...settings }: BucketCredentials): Promise<Bucket> {
    const { allowPrivateEndpoints } = this.settings;
    if (roleArn === undefined) return new Bucket(settings, allowPrivateEndpoints);
    const { endpoint: sts } = this.roles.configured;
    // Temporary credentials of one service are of no use to another, and are not shown to it.
    if (!sts && settings.endpoint) throw ApiError.field('endpoint', 'expected none: roles are for AWS here');
    if (sts && !settings.endpoint) throw ApiError.field('endpoint', 'expected one: roles are not for AWS here');
    const { bucket, region } = settings;
    const externalId = await this.roles.externalId(this.database, accountId);
    const role = this.roles.credentials({ accountId, roleArn, bucket, region }, externalId);
    return new Bucket(settings, allowPrivateEndpoints, role);
  }
}

/** Where a bucket is, and with what it is reached. */
type BucketCredentials = Omit<NewConnection, 'name'>;

function viewOf(row: Omit<Connection, 'accountId' | 'sealedSecret'>): ConnectionView {
  const { id, name, bucket, region, endpoint, forcePathStyle, roleArn, createdAt } = row;
  const accessKeyId = roleArn === null ? row.accessKeyId : null;
  return {
    id,
    name,
    bucket,
    region,
    endpoint,
    forcePathStyle,
    accessKeyId,
    roleArn,
    createdAt: createdAt.toISOString(),
  };
}

/**
 * By name alone, or by a host that begins with it, which S3 takes for the bucket: one address has many names, so which
 * server it is cannot be told for sure. A bucket of somebody's that has the same name elsewhere must be called otherwise.
 */
function leadsTo({ bucket, endpoint }: NewConnection, ownBucket: string): boolean {
  return bucket === ownBucket || (endpoint !== undefined && new URL(endpoint).hostname.startsWith(`${ownBucket}.`));
}
