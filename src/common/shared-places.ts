/** Who asks for a place. */
export interface Taker {
  owner: string;
  /** On the plan that anybody may have, with any number of accounts. */
  isFree: boolean;
}

/** A place that somebody has. */
export interface HeldPlace {
  /** Aborted when the place has to be left for somebody else. */
  signal: AbortSignal;
  /** Again and again does no harm. */
  leave(): void;
}

export interface PlaceRules {
  /** In this process. */
  places: number;
  /** Of one owner. */
  share: number;
  /** A place is not taken for an owner without any before it has been held for so long. */
  turnMs: number;
}

interface Holding extends Taker {
  abort: AbortController;
  since: number;
}

/**
 * So many places, a bounded number of them for each owner. Once all are taken, somebody gives way to whoever asks, by the first of
 * these rules that holds:
 *
 * 1. Half of the places are for free plans and half for paid ones. While one side has less than its half, the other gives way.
 * 2. On one side, the owner with the most gives way to one who would still have fewer.
 * 3. An owner without any gets the place that was held longest, if it has had its turn.
 *
 * Who gives way loses the place they have had for longest. So no account keeps others out, nor do many free ones keep out one that
 * pays, and who is alone has their whole share.
 */
export class SharedPlaces {
  /** In the order they were taken. */
  private readonly held = new Set<Holding>();

  constructor(
    private readonly rules: PlaceRules,
    private readonly now = () => performance.now(),
  ) {}

  get size(): number {
    return this.held.size;
  }

  /** Null when there is none for this owner. */
  take({ owner, isFree }: Taker): HeldPlace | null {
    const all = [...this.held];
    if (all.filter((one) => one.owner === owner).length >= this.rules.share) return null;
    if (all.length >= this.rules.places) {
      const loser = this.whoGivesWay({ owner, isFree }, all);
      if (!loser) return null;
      this.held.delete(loser);
      loser.abort.abort();
    }
    const holding = { owner, isFree, abort: new AbortController(), since: this.now() };
    this.held.add(holding);
    return { signal: holding.abort.signal, leave: () => void this.held.delete(holding) };
  }

  private whoGivesWay({ owner, isFree }: Taker, all: Holding[]): Holding | undefined {
    const alike = all.filter((one) => one.isFree === isFree);
    if (alike.length < this.rules.places / 2) return oldestOfMost(all.filter((one) => one.isFree !== isFree));
    const own = countOf(owner, alike);
    const loser = oldestOfMost(alike);
    if (!loser || countOf(loser.owner, alike) > own + 1) return loser;
    return own === 0 && this.now() - loser.since >= this.rules.turnMs ? loser : undefined;
  }
}

/** Of the owner with the most, the one that was taken first. */
function oldestOfMost(holdings: Holding[]): Holding | undefined {
  const most = Math.max(...holdings.map(({ owner }) => countOf(owner, holdings)));
  return holdings.find(({ owner }) => countOf(owner, holdings) === most);
}

function countOf(owner: string, holdings: Holding[]): number {
  return holdings.filter((one) => one.owner === owner).length;
}
