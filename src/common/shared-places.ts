/** A place that somebody has. */
export interface HeldPlace {
  /** Aborted when the place has to be left for somebody who has fewer. */
  signal: AbortSignal;
  /** Again and again does no harm. */
  leave(): void;
}

interface Holding {
  owner: string;
  abort: AbortController;
}

/**
 * So many places in this process, a bounded number of them for each owner. When all are taken, whoever has the most loses the one
 * they have had for longest to somebody who would still have fewer than they: nobody keeps all others out, and who is alone has their whole share.
 */
export class SharedPlaces {
  /** In the order they were taken. */
  private readonly held = new Set<Holding>();

  constructor(
    private readonly places: number,
    private readonly share: number,
  ) {}

  get size(): number {
    return this.held.size;
  }

  /** Null when there is none for this owner. */
  take(owner: string): HeldPlace | null {
    const own = this.heldBy(owner);
    if (own >= this.share) return null;
    if (this.held.size >= this.places && !this.makeRoom(own)) return null;
    const holding = { owner, abort: new AbortController() };
    this.held.add(holding);
    return { signal: holding.abort.signal, leave: () => void this.held.delete(holding) };
  }

  private makeRoom(own: number): boolean {
    const counts = new Map<string, number>();
    for (const { owner } of this.held) counts.set(owner, (counts.get(owner) ?? 0) + 1);
    const most = Math.max(...counts.values());
    if (most <= own + 1) return false;
    for (const holding of this.held) {
      if (counts.get(holding.owner) !== most) continue;
      this.held.delete(holding);
      holding.abort.abort();
      return true;
    }
    return false;
  }

  private heldBy(owner: string): number {
    let count = 0;
    for (const holding of this.held) if (holding.owner === owner) count += 1;
    return count;
  }
}
