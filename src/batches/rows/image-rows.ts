import { ApiError } from '../../common/errors.js';
import { newId } from '../../common/ids.js';
import type { Sql } from '../../database/database.service.js';
import { insertImages, leadToOneBucket, nameTargets, nextUnnamed, overwrittenSource } from './images.sql.js';
import { typeOf, type KeptRequest } from '../model/batch-request.js';
import { isKnownBeforehand } from '../model/target-key.js';
import { TargetNames } from './target-names.js';
import type { SourceObject } from '../model/source.js';

/** Rows written by one statement: large enough to be fast, small enough to keep a page of keys in memory. */
export const ROWS_PER_CHUNK = 1_000;

interface Batch {
  id: string;
  accountId: string;
  request: KeptRequest;
}

/** Writes the image rows of one batch, each with the target its result will have if that is known. */
export class ImageRows {
  private readonly names: TargetNames;

  /**
   * Targets are given in key order. With rows that come in another order, or when results may take the place of sources
   * and all sources have to be known, they are given by `nameNext` once all rows are there.
   */
  static async of(sql: Sql, batch: Batch, rowsComeInKeyOrder: boolean): Promise<ImageRows> {
    const { source, destination } = batch.request;
    const inOneBucket = (await sql.run(leadToOneBucket, [source.connection, destination.connection])).length > 0;
    return new ImageRows(batch, rowsComeInKeyOrder, inOneBucket);
  }

  private constructor(
    private readonly batch: Batch,
    private readonly inKeyOrder: boolean,
    private readonly inOneBucket: boolean,
  ) {
    this.names = new TargetNames(batch.id, batch.request, inOneBucket && batch.request.destination.overwrite);
  }

  private get isKnownBeforehand(): boolean {
    const { request } = this.batch;
    return isKnownBeforehand(request.destination.key, typeOf(request) !== null);
  }

  /**
   * A target that followed from the key was chosen among all images of the first batch: choosing again among those that
   * failed could hit the result of one that succeeded.
   */
  private get keepsTargets(): boolean {
    return this.batch.request.source.retryOf !== undefined;
  }

  /** True when targets are given once all rows are there. */
  get namesLater(): boolean {
    if (this.keepsTargets) return false;
    const replacesSources = this.inOneBucket && this.batch.request.destination.overwrite;
    return this.isKnownBeforehand && (!this.inKeyOrder || replacesSources);
  }

  /**
   * Answers how many of the objects are new to the batch.
   * @throws ApiError `invalid_request` when a result would overwrite a source
   */
  async write(sql: Sql, objects: SourceObject[]): Promise<number> {
    let written = 0;
    for (let start = 0; start < objects.length; start += ROWS_PER_CHUNK) {
      const chunk = distinct(objects.slice(start, start + ROWS_PER_CHUNK));
      const keys = chunk.map(({ key }) => key);
      const isNamedNow = !this.namesLater && !this.keepsTargets && this.isKnownBeforehand;
      const kept = (object: SourceObject) => (this.isKnownBeforehand ? (object.target ?? null) : null);
      const targets = isNamedNow ? await this.names.give(sql, keys) : chunk.map(kept);
      const ids = chunk.map(({ id }) => id ?? newId('img'));
      const etags = chunk.map(({ etag }) => etag);
      const values = [this.batch.id, this.batch.accountId, ids, keys, etags, targets];
      written += (await sql.run(insertImages, values)).length;
      if (isNamedNow) await this.refuseOverwriting(sql, keys, targets);
    }
    return written;
  }

  /** Gives the next rows after a key their targets; returns the last key, or null when none were left. */
  async nameNext(sql: Sql, behind: string): Promise<string | null> {
    const rows = await sql.run<{ id: string; key: string }>(nextUnnamed, [this.batch.id, behind, ROWS_PER_CHUNK]);
    const last = rows.at(-1);
    if (!last) return null;
    const keys = rows.map(({ key }) => key);
    const targets = await this.names.give(sql, keys);
    await sql.run(nameTargets, [rows.map(({ id }) => id), targets]);
    await this.refuseOverwriting(sql, keys, targets);
    return last.key;
  }

  private async refuseOverwriting(sql: Sql, keys: string[], targets: (string | null)[]): Promise<void> {
    if (!this.inOneBucket || this.batch.request.destination.overwrite) return;
    const [overwritten] = await sql.run<{ key: string }>(overwrittenSource, [this.batch.id, keys, targets]);
    if (overwritten) throw ApiError.field('destination.key', `would overwrite the source ${overwritten.key}`);
  }
}

/** A key named twice is one image; the first time counts. */
function distinct(objects: SourceObject[]): SourceObject[] {
  const byKey = new Map<string, SourceObject>();
  for (const object of objects) if (!byKey.has(object.key)) byKey.set(object.key, object);
  return byKey.size === objects.length ? objects : [...byKey.values()];
}
