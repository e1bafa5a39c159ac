/**
 * The database's time in a process whose own clock may be wrong: what the database said, and what has gone by since then. That is
 * measured by a clock that nobody sets.
 */
export class DatabaseClock {
  private readonly heard = performance.now();

  constructor(private readonly said: Date) {}

  now(): Date {
    return new Date(this.said.getTime() + performance.now() - this.heard);
  }
}
