/** Whose bytes are held. */
export interface ByteHolder {
  owner: string;
  /** On the plan that anybody may have, with any number of accounts; or nobody that is known. */
  isFree: boolean;
}

/** What one body holds. */
export interface HeldBytes {
  /** False when there is no room for so many bytes more, or when the body had to give way. */
  add(bytes: number): boolean;
  /** Gives them back. Again and again does no harm. */
  end(): void;
}

export interface ByteRules {
  /** In this process. */
  total: number;
  /** Of one owner. */
  share: number;
}

interface Holding extends ByteHolder {
  bytes: number;
  cut(): void;
}

/**
 * So many bytes, a bounded number of them for each owner, by the rules of places (`SharedPlaces`). Half of them are for free plans
 * and half for paid ones; each side may use what the other leaves. When all are taken, the side with more than its half gives way,
 * or else, on one side, whoever holds the most to somebody who would still hold less. Who gives way loses their largest body. So a
 * small body has room, whatever others hold.
 */
export class SharedBytes {
  private readonly held = new Set<Holding>();
  private readonly owned = new Map<string, number>();
  private sum = 0;

  constructor(private readonly rules: ByteRules) {}

  get bytes(): number {
    return this.sum;
  }

  /** @param cut ends what holds the bytes: others need them */
  hold(holder: ByteHolder, cut: () => void): HeldBytes {
    const holding = { ...holder, bytes: 0, cut };
    this.held.add(holding);
    return {
      add: (bytes) => this.add(holding, bytes),
      end: () => this.end(holding),
    };
  }

  private add(holding: Holding, bytes: number): boolean {
    if (!this.held.has(holding)) return false;
    const wanted = this.of(holding.owner) + bytes;
    if (wanted > this.rules.share) return false;
    while (this.sum + bytes > this.rules.total) {
      const loser = this.whoGivesWay(holding, wanted);
      if (!loser) return false;
      this.end(loser);
      loser.cut();
    }
    this.count(holding, bytes);
    return true;
  }

  private end(holding: Holding): void {
    if (this.held.delete(holding)) this.count(holding, -holding.bytes);
  }

  private count(holding: Holding, bytes: number): void {
    holding.bytes += bytes;
    this.sum += bytes;
    const own = this.of(holding.owner) + bytes;
    if (own > 0) this.owned.set(holding.owner, own);
    else this.owned.delete(holding.owner);
  }

  private of(owner: string): number {
    return this.owned.get(owner) ?? 0;
  }

  private whoGivesWay({ isFree }: Holding, wanted: number): Holding | undefined {
    const others = [...this.held].filter((one) => one.isFree !== isFree);
    const areOver = others.reduce((bytes, one) => bytes + one.bytes, 0) > this.rules.total / 2;
    const side = areOver ? others : [...this.held].filter((one) => one.isFree === isFree);
    const most = Math.max(...side.map(({ owner }) => this.of(owner)));
    if (!areOver && most <= wanted) return undefined;
    const ofMost = side.filter(({ owner }) => this.of(owner) === most);
    return ofMost.reduce((largest, one) => (one.bytes > largest.bytes ? one : largest));
  }
}
