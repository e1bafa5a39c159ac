import type { Operation } from './operation.js';

/** One statement a call has sent, and what the database answered. */
export interface Step {
  name: string;
  values: unknown[];
  rows: Record<string, unknown>[];
  /** Place among all answers. Whoever holds a row's lock was answered after the one that held it before committed. */
  order: number;
}

/** The client is gone: what it had not committed is undone, and what it had committed was never answered. */
export class Crashed extends Error {}

let answers = 0;

/** One try of one operation: all it did in transactions, what it was answered, and how it died if it had to. */
export class Attempt {
  /** Transactions that were committed, and those that ended in a refusal or a crash. */
  readonly committed: Step[][] = [];
  readonly undone: Step[][] = [];
  answer: unknown;
  refusal: unknown;
  finished = false;
  private statements = 0;
  private open: Step[] = [];

  constructor(
    readonly operation: Operation,
    readonly mayCrash: boolean,
    /** The account's highest `seq` that was known before this began. */
    readonly knownSeq: number,
    private readonly terminate: (pid: number) => Promise<void>,
  ) {}

  /** Sends a statement of this attempt's transaction, unless it is where the attempt dies. */
  async send<T extends { rows: Step['rows'] }>(pid: number, name: string, values: unknown[], send: () => Promise<T>) {
    if (name !== 'ROLLBACK') await this.dieIfDue(pid);
    if (name === 'BEGIN') this.open = [];
    const result = await send().catch((error: unknown) => {
      throw this.dying ? new Crashed(String(error)) : error;
    });
    if (name === 'COMMIT') {
      this.committed.push(this.open);
      if (this.mayCrash && this.operation.crash?.by === 'lost') throw new Crashed('the answer is lost');
    } else if (name === 'ROLLBACK') {
      if (this.committed.at(-1) !== this.open) this.undone.push(this.open);
    } else this.open.push({ name, values, rows: result.rows, order: answers++ });
    return result;
  }

  private dying = false;

  private async dieIfDue(pid: number): Promise<void> {
    const { crash } = this.operation;
    if (!this.mayCrash || !crash || crash.by === 'lost' || this.dying) return;
    if (this.statements++ !== crash.before) return;
    this.dying = true;
    if (crash.by === 'throw') throw new Crashed('the client died');
    await this.terminate(pid);
  }
}
