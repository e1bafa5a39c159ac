import { randomBytes } from 'node:crypto';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { ApiError } from '../common/errors.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import type { StsSettings } from '../config/sts-settings.js';
import type { Sql } from '../database/database.service.js';
import { assertAllowedUrl } from '../outbound/address-guard.js';
import { insertExternalId, readExternalId } from './external-ids.sql.js';
import { boundAnswers } from './bounded-answers.js';
import { guardedHandler } from './guarded-handler.js';
import { sessionPolicy } from './role-policy.js';
import { StorageError, toStorageError } from './storage-error.js';
import { KeptCredentials, type TemporaryCredentials } from './temporary-credentials.js';

/** A role of a customer's, for one bucket. */
export interface BucketRole {
  accountId: string;
  roleArn: string;
  bucket: string;
  region: string;
}

/** The longest that STS gives to who has a role itself. */
const DURATION_SECONDS = 3_600;
const ANSWER_LIMIT_MS = 10_000;
const ANSWER_BYTES = 262_144;
/** Clients, one a region. */
const MAX_REGIONS = 40;

/** Takes on roles that customers let us have, each with the external id of its account. */
@Injectable()
export class RolesService implements OnApplicationShutdown {
  private readonly clients = new LRUCache<string, STSClient>({
    max: MAX_REGIONS,
    dispose: (client) => client.destroy(),
  });

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** @throws ApiError `roles_not_configured` */
  get configured(): StsSettings {
    if (!this.settings.sts) throw new ApiError('roles_not_configured');
    return this.settings.sts;
  }

  /** Made at the first need, and never another: roles name it. */
  async externalId(sql: Sql, accountId: string): Promise<string> {
    const [known] = await sql.run<{ external_id: string }>(readExternalId, [accountId]);
    if (known) return known.external_id;
    await sql.run(insertExternalId, [accountId, `fluxbatch-${randomBytes(16).toString('hex')}`]);
    return this.externalId(sql, accountId);
  }

  /** Credentials of the role, asked for when they are needed and again before they end. */
  credentials(role: BucketRole, externalId: string): KeptCredentials {
    return new KeptCredentials(() => this.assume(role, externalId));
  }

  /**
   * A role that does not ask for the external id could be taken on by us for anybody who knows its name.
   * @throws ApiError `storage_denied`
   */
  async requireExternalId(role: BucketRole): Promise<void> {
    const another = `fluxbatch-${randomBytes(16).toString('hex')}`;
    try {
      await this.assume(role, another);
    } catch (error) {
      if (error instanceof StorageError && error.reason === 'access_denied') return;
      throw error;
    }
    throw new ApiError('storage_denied', {}, 'The role’s trust policy does not ask for the external id');
  }

  onApplicationShutdown(): void {
    this.clients.clear();
  }

  private async assume(role: BucketRole, externalId: string): Promise<TemporaryCredentials> {
    const { accountId, roleArn, bucket, region } = role;
    const command = new AssumeRoleCommand({
      RoleArn: roleArn,
      RoleSessionName: accountId,
      ExternalId: externalId,
      DurationSeconds: DURATION_SECONDS,
      Policy: sessionPolicy(roleArn, bucket, region, this.configured.endpoint === undefined),
    });
    try {
      const abortSignal = AbortSignal.timeout(ANSWER_LIMIT_MS);
      const { Credentials: given } = await this.client(region).send(command, { abortSignal });
      const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = given ?? {};
      if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration) throw new Error('STS gave no credentials');
      if (Expiration <= new Date()) throw new StorageError('storage_error', 'STS gave expired credentials', true);
      return {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
        expiration: Expiration,
      };
    } catch (error) {
      throw toStorageError(error, 'sts:AssumeRole');
    }
  }

  private client(region: string): STSClient {
    const known = this.clients.get(region);
    if (known) return known;
    const { endpoint, keyPair } = this.configured;
    const { allowPrivateEndpoints } = this.settings;
    if (endpoint) assertAllowedUrl(endpoint, allowPrivateEndpoints);
    const requestHandler = guardedHandler(allowPrivateEndpoints);
    const client = new STSClient({ region, endpoint, credentials: keyPair, maxAttempts: 3, requestHandler });
    boundAnswers(client.middlewareStack, ANSWER_BYTES);
    this.clients.set(region, client);
    return client;
  }
}
