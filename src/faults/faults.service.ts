import { Injectable, Logger } from '@nestjs/common';
import { errorText } from '../common/foreign-text.js';
import { DatabaseService } from '../database/database.service.js';
import { MetricsService } from '../observability/metrics.service.js';
import { clearFaults, countFaults, forgetFaults, listFaults, noteFault } from './faults.sql.js';

/** What goes over many rows, and must not stop at one of them. */
export const DUTIES = ['settle', 'cancel', 'expire', 'end_expansion', 'roll', 'announce', 'reconcile'] as const;
export type Duty = (typeof DUTIES)[number];

/** A row to work on. `id`: of the batch, account or event. */
export interface Subject {
  id: string;
  account_id?: string;
}

export interface Fault {
  duty: Duty;
  subject: string;
  account_id: string | null;
  error: string;
  times: number;
  first_at: Date;
  last_at: Date;
  retry_at: Date;
}

const MAX_ERROR = 500;
/** As many as an operator looks at. */
const SHOWN = 100;

/** Whether the data of a row caused the error (SQLSTATE classes 22 and 23, or a TypeError), and not the connection to the database. */
export function blamesTheData(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return error instanceof TypeError || (typeof code === 'string' && /^2[23]...$/.test(code));
}

/**
 * Works on each row by itself. One that fails is noted, left out for a while by the queries that look for work (`notAtFault`),
 * and tried again, so that a bad row stops nobody else's work. Whatever is noted is shown to the operator until it succeeds.
 */
@Injectable()
export class FaultsService {
  private readonly logger = new Logger('faults');

  constructor(
    private readonly database: DatabaseService,
    metrics: MetricsService,
  ) {
    const gauge = metrics.gauge('fluxbatch_faults', 'Rows that a duty failed on and tries again', ['duty']);
    metrics.reading('faults', async () => {
      const counts = await this.database.run<{ duty: Duty; n: number }>(countFaults);
      for (const duty of DUTIES) gauge.set({ duty }, counts.find((one) => one.duty === duty)?.n ?? 0);
    });
  }

  /**
   * Answers the rows that were worked on without a fault.
   * @param isCommon says of an error that it has nothing to do with the row, such as a provider that is down; it is thrown
   * @throws Error when the fault cannot be noted, as when the database is away
   */
  async each<Row extends Subject>(
    duty: Duty,
    rows: Row[],
    work: (row: Row) => Promise<unknown>,
    isCommon: (error: unknown) => boolean = () => false,
  ): Promise<Row[]> {
    const done: Row[] = [];
    for (const row of rows) {
      try {
        await work(row);
        done.push(row);
      } catch (error) {
        if (isCommon(error)) throw error;
        await this.note(duty, row, error);
      }
    }
    await this.clear(
      duty,
      done.map(({ id }) => id),
    );
    return done;
  }

  /** These were worked on without a fault. */
  async clear(duty: Duty, subjects: string[]): Promise<void> {
    if (subjects.length > 0) await this.database.run(clearFaults, [duty, subjects]);
  }

  /** A row that should have been tried again long ago is no longer looked for: it was put right in another way. */
  async forget(): Promise<void> {
    await this.database.run(forgetFaults);
  }

  /** Longest at fault first. */
  list(): Promise<Fault[]> {
    return this.database.run<Fault>(listFaults, [SHOWN]);
  }

  private async note(duty: Duty, { id, account_id: accountId = undefined }: Subject, error: unknown): Promise<void> {
    const text = errorText(error).slice(0, MAX_ERROR);
    const [noted] = await this.database.run<{ times: number }>(noteFault, [duty, id, accountId ?? null, text]);
    this.logger.error(`${duty} of ${id} failed ${noted?.times ?? 1} times: ${text}`);
  }
}
