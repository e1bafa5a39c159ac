/** A store that has not answered by then is slow. */
const SLOW_AFTER_MS = 3_000;
/** Slow images of a process for each of its places, and how many of them one account may have. */
const SLOW_FOR_EACH_PLACE = 4;
const OF_ONE_ACCOUNT = 2;

/**
 * A place of a process is for reading, compressing and writing an image. A store that does not answer, or sends a byte now and then,
 * would keep it from everybody else: so an image that waits for its store for long gives its place up and goes on without one. How
 * many may is bounded, because each has its picture in memory; the other images of such an account wait until one of them has ended.
 */
export class SlowTransfers {
  private readonly ofAccount = new Map<string, number>();
  private total = 0;

  /** @param places images that the process works on at once */
  constructor(private readonly places: number) {}

  /** Whether an account has as many slow images as it may. */
  hasShare(accountId: string): boolean {
    return (this.ofAccount.get(accountId) ?? 0) >= this.places * OF_ONE_ACCOUNT;
  }

  /** One attempt at an image. @param freeSlot gives its place up */
  attempt(accountId: string, freeSlot: () => void): AttemptTransfers {
    return new AttemptTransfers(
      () => {
        if (this.total >= this.places * SLOW_FOR_EACH_PLACE) return false;
        this.count(accountId, 1);
        freeSlot();
        return true;
      },
      () => this.count(accountId, -1),
    );
  }

  private count(accountId: string, by: number): void {
    this.total += by;
    const now = (this.ofAccount.get(accountId) ?? 0) + by;
    if (now > 0) this.ofAccount.set(accountId, now);
    else this.ofAccount.delete(accountId);
  }
}

/** What one attempt at an image waits for. Once slow, it is without a place to its end. */
export class AttemptTransfers {
  private isSlow = false;

  constructor(
    private readonly begin: () => boolean,
    private readonly giveBack: () => void,
  ) {}

  /** Runs work that only waits for a store. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    const timer = setTimeout(() => {
      this.isSlow ||= this.begin();
    }, SLOW_AFTER_MS);
    return work().finally(() => clearTimeout(timer));
  }

  end(): void {
    if (this.isSlow) this.giveBack();
    this.isSlow = false;
  }
}
