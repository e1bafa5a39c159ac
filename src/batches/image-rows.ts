import { newId } from '../common/ids.js';
import type { Sql } from '../database/database.service.js';
import { insertImages, takenTargets } from './batches.sql.js';
import { typeOf, type KeptRequest } from './batch-request.js';
import { isKnownBeforehand, renderTarget, withOrdinal } from './target-key.js';

/** Rows written by one statement: large enough to be fast, small enough to keep a page of keys in memory. */
export const ROWS_PER_CHUNK = 1_000;

/** An object to make an image row of. `etag` is null when it was named rather than listed. */
export interface SourceObject {
  key: string;
  etag: string | null;
}

/** Writes the image rows of one batch, in key order, each with the target its result will have if that is known. */
export class ImageRows {
  /** The ordinal that comes next for each target given out so far. */
  private readonly ordinals = new Map<string, number>();

  constructor(
    private readonly batchId: string,
    private readonly accountId: string,
    private readonly request: KeptRequest,
  ) {}

  async write(sql: Sql, objects: SourceObject[]): Promise<void> {
    for (let start = 0; start < objects.length; start += ROWS_PER_CHUNK) {
      const chunk = objects.slice(start, start + ROWS_PER_CHUNK);
      const targets = await this.targets(sql, chunk);
      const ids = chunk.map(() => newId('img'));
      const keys = chunk.map(({ key }) => key);
      const etags = chunk.map(({ etag }) => etag);
      await sql.run(insertImages, [this.batchId, this.accountId, ids, keys, etags, targets]);
      this.forgetSingles();
    }
  }

  /** Two sources never land on one key: the later in key order gets `-2`, `-3`. */
  private async targets(sql: Sql, chunk: SourceObject[]): Promise<(string | null)[]> {
    const { destination } = this.request;
    const type = typeOf(this.request);
    if (!isKnownBeforehand(destination.key, type !== null)) return chunk.map(() => null);
    const wanted = chunk.map(({ key }) => renderTarget(destination.key, key, type ?? ''));
    const targets = wanted.map((target) => this.next(target));
    for (;;) {
      const rows = await sql.run<{ target_key: string }>(takenTargets, [this.batchId, targets]);
      if (rows.length === 0) return targets;
      const taken = new Set(rows.map((row) => row.target_key));
      wanted.forEach((target, index) => {
        if (taken.has(targets[index] ?? '')) targets[index] = this.next(target);
      });
    }
  }

  /** What is written can be asked of the database; only targets wanted by many are worth keeping in memory. */
  private forgetSingles(): void {
    for (const [target, next] of this.ordinals) if (next <= 2) this.ordinals.delete(target);
  }

  /** The next free variant of a target, as far as this expansion knows. */
  private next(target: string): string {
    let ordinal = this.ordinals.get(target) ?? 1;
    while (ordinal > 1 && this.ordinals.has(withOrdinal(target, ordinal))) ordinal += 1;
    this.ordinals.set(target, ordinal + 1);
    const variant = withOrdinal(target, ordinal);
    if (ordinal > 1) this.ordinals.set(variant, 2);
    return variant;
  }
}
