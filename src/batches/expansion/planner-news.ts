import { Logger } from '@nestjs/common';
import { errorText } from '../../common/foreign-text.js';
import type { Sql } from '../../database/database.service.js';
import { analyzeImages, knownRows } from './expansion.sql.js';

/** Below this a table read from end to end is no loss. */
const FIRST_LOOK_ROWS = 10_000;

/**
 * Has PostgreSQL look at the table of images when one batch grows beyond all that it knew of, and again at each tenfold. Plans
 * made for a small table are kept, and read a large one from end to end (100 ms at a million rows); autovacuum would come by
 * within minutes. A table that is large already is left to autovacuum, and an ANALYZE that fails costs only time.
 */
export class PlannerNews {
  private readonly logger = new Logger('expand');
  private written = 0;
  private next = FIRST_LOOK_ROWS;

  constructor(private readonly sql: Sql) {}

  async grewBy(rows: number): Promise<void> {
    this.written += rows;
    if (this.written < this.next) return;
    this.next *= 10;
    await this.look().catch((error: unknown) => this.logger.warn(`ANALYZE images: ${errorText(error)}`));
  }

  private async look(): Promise<void> {
    const [known] = await this.sql.run<{ rows: number }>(knownRows);
    if ((known?.rows ?? 0) < this.written) await this.sql.run(analyzeImages);
  }
}
