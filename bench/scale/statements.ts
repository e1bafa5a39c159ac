import pg from 'pg';

/** In every statement of the tool's own, so that it is not taken for one of the service's. */
export const OWN = '/* scale */';

export interface SlowStatement {
  ms: number;
  /** All runs together. */
  totalMs: number;
  calls: number;
  text: string;
}

/** What the database says of the statements it ran: pg_stat_statements, which has to be loaded at its start. */
export class Statements {
  readonly client: pg.Client;

  private constructor(client: pg.Client) {
    this.client = client;
  }

  /** Loaded from the next start on. */
  static async loadAtStart(databaseUrl: string): Promise<void> {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query(`ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'`);
    await client.end();
  }

  static async open(databaseUrl: string): Promise<Statements> {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
    return new Statements(client);
  }

  async reset(): Promise<void> {
    await this.client.query(`SELECT ${OWN} pg_stat_statements_reset()`);
  }

  /** The slowest single runs since the last reset, one for each statement. */
  async slowest(limit: number): Promise<SlowStatement[]> {
    const { rows } = await this.client.query<{ ms: number; total: number; calls: string; query: string }>(
      `SELECT ${OWN} max_exec_time AS ms, total_exec_time AS total, calls, query FROM pg_stat_statements
       WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
         AND query NOT LIKE '%${OWN}%' AND query !~* '^\\s*(create|alter|vacuum|analyze)'
       ORDER BY max_exec_time DESC LIMIT $1`,
      [limit],
    );
    return rows.map(({ ms, total, calls, query }) => ({
      ms: Math.round(ms * 10) / 10,
      totalMs: Math.round(total),
      calls: Number(calls),
      text: query.replace(/\s+/g, ' ').slice(0, 110),
    }));
  }

  close(): Promise<void> {
    return this.client.end();
  }
}
