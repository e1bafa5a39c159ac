import { Injectable } from '@nestjs/common';
import { DatabaseService, type Sql } from '../../database/database.service.js';
import { FaultsService } from '../../faults/faults.service.js';
import { AnnounceService } from '../settlement/announce.service.js';
import { countEnded, endImages, failExpansion, leftToEnd, lockEnding } from './expansion-end.sql.js';

/** Why a batch cannot run: a refusal like the API's, or `gave_up`. */
interface BatchFailure {
  code: string;
  message: string;
  details?: Record<string, unknown>;
}

/** Images ended by one transaction: a batch may have a million, and its row must not be locked for all of them. */
const SET_SIZE = 500;
/** Renewed with every set. */
const LEASE_SECONDS = 10;

/** Ends batches that never came to run: their images in sets, and with the last set the batch. */
@Injectable()
export class ExpansionEndService {
  constructor(
    private readonly database: DatabaseService,
    private readonly announcer: AnnounceService,
    private readonly faults: FaultsService,
  ) {}

  /** The batch cannot run. Leaves one alone that another worker has brought to run. */
  async fail(batchId: string, { code, message, details }: BatchFailure): Promise<void> {
    const failure = JSON.stringify({ code, message, ...details });
    const [failing] = await this.database.run(failExpansion, [batchId, failure]);
    if (failing) await this.work(batchId, Infinity);
  }

  /** Ends images of a batch, `sets` sets at most. The scheduler does the rest, also when the process dies meanwhile. */
  async work(batchId: string, sets: number): Promise<void> {
    let behind: string | null = '';
    for (let set = 0; set < sets && behind !== null; set += 1) {
      const from: string = behind;
      const lease = set + 1 < sets ? LEASE_SECONDS : 0;
      behind = await this.database.transaction((sql) => this.endSet(sql, batchId, from, lease));
    }
  }

  /** Goes on with what a call left, or a process that died; answers how many batches it looked at. */
  async workLeftBehind(limit: number): Promise<number> {
    const rows = await this.database.run<{ id: string; account_id: string }>(leftToEnd, [limit]);
    await this.faults.each('end_expansion', rows, ({ id }) => this.work(id, Infinity));
    return rows.length;
  }

  /** Returns the key to continue after, or null when there is nothing left to do. */
  private async endSet(sql: Sql, batchId: string, behind: string, lease: number): Promise<string | null> {
    const [batch] = await sql.run<{ account_id: string; ends_as: 'failed' | 'canceled' }>(lockEnding, [batchId]);
    if (!batch) return null;
    const ended = await sql.run<{ key: string }>(endImages, [batchId, SET_SIZE, behind]);
    const [counted] = await sql.run<{ status: string }>(countEnded, [batchId, ended.length, lease]);
    if (counted?.status !== 'expanding') {
      await this.announcer.announce(sql, batch.account_id, batchId, `batch.${batch.ends_as}`);
      return null;
    }
    return lastInKeyOrder(ended);
  }
}

/** An update answers its rows in any order. */
function lastInKeyOrder(rows: { key: string }[]): string | null {
  const keys = rows.map(({ key }) => Buffer.from(key)).sort(Buffer.compare);
  return keys.at(-1)?.toString() ?? null;
}
