import { Injectable } from '@nestjs/common';
import { sha256 } from '../common/crypto.js';
import { ApiError } from '../common/errors.js';
import type { Actor } from '../common/http/callers.js';
import { DatabaseService, type Sql } from './database.service.js';
import { claimKey, forgetKeys, keepResponse, readKey, SEALED_ANSWER } from './idempotency.sql.js';
import { SealingService } from './sealing.service.js';

/** A request that may be repeated: who sent it, under which `Idempotency-Key` if any, and all that it said. */
export interface RepeatableRequest {
  accountId: string;
  key: string | null;
  /** Method, path and body: the same key with another of these is a conflict. */
  content: unknown;
  /** For a response with a secret: nobody else is told it again, also not in the same account. */
  toldTo?: Actor;
}

export interface OnceResponse<T> {
  response: T;
  replayed: boolean;
}

/** How long a request can be repeated under its key. */
const KEPT_DAYS = 30;

/** Makes a transaction that creates or spends happen once per `Idempotency-Key`. */
@Injectable()
export class IdempotencyService {
  constructor(
    private readonly database: DatabaseService,
    private readonly sealing: SealingService,
  ) {}

  /**
   * Runs `work` in a transaction, or returns what it returned the first time. A refusal rolls back and is not stored.
   * @param prepare what `work` needs from outside, such as a look into a bucket; not done again for a repeated request
   * @throws ApiError `idempotency_conflict` when the key came with another content before, or from somebody else who was told a secret.
   */
  async once<T, P = void>(
    request: RepeatableRequest,
    work: (sql: Sql, prepared: P) => Promise<T>,
    prepare: () => Promise<P> = () => Promise.resolve(undefined as P),
  ): Promise<OnceResponse<T>> {
    const { accountId, key, content, toldTo } = request;
    if (key === null) {
      const prepared = await prepare();
      return { response: await this.database.transaction((sql) => work(sql, prepared)), replayed: false };
    }
    const fingerprint = sha256(JSON.stringify(toldTo ? [content, toldTo.kind, toldTo.id] : content));
    const [known] = await this.database.run(readKey, [accountId, key]);
    if (known) {
      return { response: await this.firstResponse<T>(this.database, accountId, key, fingerprint), replayed: true };
    }
    const prepared = await prepare();
    return this.database.transaction(async (sql) => {
      const [claimed] = await sql.run(claimKey, [accountId, key, fingerprint]);
      if (!claimed) return { response: await this.firstResponse<T>(sql, accountId, key, fingerprint), replayed: true };
      const response = await work(sql, prepared);
      const place = SEALED_ANSWER.place(accountId, accountId, key);
      const sealed = await this.sealing.seal(sql, place, JSON.stringify(response));
      await sql.run(keepResponse, [accountId, key, sealed]);
      return { response, replayed: false };
    });
  }

  /** Whether a request under this key was answered before: another one gets that answer, or a conflict, and does nothing. */
  async isKnown(accountId: string, key: string): Promise<boolean> {
    return (await this.database.run(readKey, [accountId, key])).length > 0;
  }

  /** Deletes a page of keys that are too old; says how many. */
  async forget(limit: number): Promise<number> {
    return (await this.database.run(forgetKeys, [KEPT_DAYS, limit])).length;
  }

  private async firstResponse<T>(sql: Sql, accountId: string, key: string, fingerprint: string): Promise<T> {
    const [first] = await sql.run<{ fingerprint: string; sealed_answer: string }>(readKey, [accountId, key]);
    if (!first || first.fingerprint !== fingerprint) throw new ApiError('idempotency_conflict');
    const place = SEALED_ANSWER.place(accountId, accountId, key);
    return JSON.parse(await this.sealing.open(sql, place, first.sealed_answer)) as T;
  }
}
