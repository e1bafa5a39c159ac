/**
 * Regular expressions as globs become them, run in linear time: every place a pattern may be at is followed at once, so nothing
 * is ever tried again (Thompson's construction). It knows what picomatch writes, and refuses everything else.
 */
type Node =
  | { kind: 'one'; test: (code: number) => boolean }
  | { kind: 'guard'; holds: Guard }
  | { kind: 'all'; parts: Node[] }
  | { kind: 'any'; choices: Node[] }
  | { kind: 'repeat'; part: Node; least: 0 | 1; many: boolean };

/** What must be true of a place in a text; looks a few characters ahead at most. */
type Guard = (text: string, at: number) => boolean;

const SLASH = 0x2f;
const DOT = 0x2e;
const LINE_ENDS = new Set([0x0a, 0x0d, 0x2028, 0x2029]);

const isAny = (code: number) => !LINE_ENDS.has(code);
const isSegmentEnd: Guard = (text, at) => at === text.length || text.charCodeAt(at) === SLASH;
/** A whole segment `.` or `..` begins. */
const isDots: Guard = (text, at) =>
  text.charCodeAt(at) === DOT &&
  (isSegmentEnd(text, at + 1) || (text.charCodeAt(at + 1) === DOT && isSegmentEnd(text, at + 2)));

/** All that looks ahead in what picomatch writes: each keeps wildcards from matching nothing, or `.` and `..`. */
const GUARDS: Record<string, Guard> = {
  '(?=.)': (text, at) => at < text.length && isAny(text.charCodeAt(at)),
  '(?!\\.{1,2}(?:\\/|$))': (text, at) => !isDots(text, at),
  '(?!\\.{0,1}(?:\\/|$))': (text, at) =>
    !isSegmentEnd(text, at) && !(text.charCodeAt(at) === DOT && isSegmentEnd(text, at + 1)),
  '(?!(?:^|\\/)\\.{1,2}(?:\\/|$))': (text, at) =>
    !(at === 0 && isDots(text, 0)) && !(text.charCodeAt(at) === SLASH && isDots(text, at + 1)),
  '^': (_, at) => at === 0,
  $: (text, at) => at === text.length,
};
const GUARD_SOURCES = Object.keys(GUARDS);

/** A character of a class or an escape, by the engine itself: one character takes no time. */
function oneOf(source: string): Node {
  if (source === '[^/]' || source === '[^\\/]') return { kind: 'one', test: (code) => code !== SLASH };
  const expression = new RegExp(`^${source}$`);
  const known = new Map<number, boolean>();
  const test = (code: number) => {
    let matches = known.get(code);
    if (matches === undefined) known.set(code, (matches = expression.test(String.fromCharCode(code))));
    return matches;
  };
  return { kind: 'one', test };
}

/** Reads the source of a regular expression. @throws UnknownSyntax */
class Reader {
  private at = 0;

  constructor(private readonly source: string) {}

  read(): Node {
    const node = this.choices();
    if (this.at < this.source.length) throw new UnknownSyntax(this.source, this.at);
    return node;
  }

  private choices(): Node {
    const choices = [this.sequence()];
    while (this.take('|')) choices.push(this.sequence());
    return choices.length === 1 ? (choices[0] as Node) : { kind: 'any', choices };
  }

  private sequence(): Node {
    const parts: Node[] = [];
    while (this.at < this.source.length && !'|)'.includes(this.source[this.at] as string)) {
      parts.push(this.repeated(this.part()));
    }
    return { kind: 'all', parts };
  }

  private repeated(part: Node): Node {
    const sign = ['*', '+', '?'].find((one) => this.take(one));
    if (!sign) return part;
    // Lazy or not: which way is tried first makes no difference to whether there is one.
    this.take('?');
    return { kind: 'repeat', part, least: sign === '+' ? 1 : 0, many: sign !== '?' };
  }

  private part(): Node {
    const guard = GUARD_SOURCES.find((source) => this.take(source));
    if (guard !== undefined) return { kind: 'guard', holds: GUARDS[guard] as Guard };
    if (this.take('(?:') || (this.source[this.at + 1] !== '?' && this.take('('))) {
      const inner = this.choices();
      if (!this.take(')')) throw new UnknownSyntax(this.source, this.at);
      return inner;
    }
    if (this.take('.')) return { kind: 'one', test: isAny };
    const [one] =
      /^(?:\[(?:\\[^]|[^\]\\])*\]|\\(?:u[0-9a-f]{4}|[^a-zA-Z0-9]|[dDwWsSnrtvf])|\{(?!\d+(?:,\d*)?\})|[^\\^$.*+?()[{|])/i.exec(
        this.source.slice(this.at),
      ) ?? [''];
    if (!this.take(one) || one === '') throw new UnknownSyntax(this.source, this.at);
    const literal = one.length === 1 ? one : /^\\[^a-zA-Z0-9]$/.test(one) ? one.slice(1) : null;
    if (literal === null) return oneOf(one);
    const code = literal.charCodeAt(0);
    return { kind: 'one', test: (given) => given === code };
  }

  private take(text: string): boolean {
    if (!this.source.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }
}

/** The source has something that no glob of use has. */
class UnknownSyntax extends Error {
  constructor(source: string, at: number) {
    super(`Unknown at ${at}: ${source}`);
  }
}

/** A place that a pattern may be at. */
interface Place {
  test: ((code: number) => boolean) | null;
  holds: Guard | null;
  next: number[];
}

/** One pattern, which a text matches from its beginning to its end or not at all. */
export class LinearPattern {
  private readonly places: Place[] = [];
  private readonly begin: number;
  private readonly end: number;
  /** When a place was last entered; spares a set. */
  private readonly entered: Float64Array;
  private steps = 0;

  /** @throws UnknownSyntax */
  constructor(source: string) {
    this.end = this.place({ test: null, holds: null, next: [] });
    this.begin = this.build(new Reader(source).read(), this.end);
    this.entered = new Float64Array(this.places.length).fill(-1);
  }

  matches(text: string): boolean {
    let places: number[] = [];
    this.steps += 1;
    this.enter(this.begin, text, 0, places);
    for (let at = 0; at < text.length && places.length > 0; at += 1) {
      const code = text.charCodeAt(at);
      const following: number[] = [];
      this.steps += 1;
      for (const id of places) {
        const { test, next } = this.places[id] as Place;
        if (test?.(code)) this.enter(next[0] as number, text, at + 1, following);
      }
      places = following;
    }
    return places.includes(this.end);
  }

  /** Notes a place, or those it leads to without a character. Each is entered once a step: this is what keeps it linear. */
  private enter(id: number, text: string, at: number, places: number[]): void {
    if (this.entered[id] === this.steps) return;
    this.entered[id] = this.steps;
    const { test, holds, next } = this.places[id] as Place;
    if (test || id === this.end) places.push(id);
    else if (!holds || holds(text, at)) for (const one of next) this.enter(one, text, at, places);
  }

  private place(place: Place): number {
    return this.places.push(place) - 1;
  }

  /** Makes the places of a part that leads to `next`; answers the first. */
  private build(node: Node, next: number): number {
    switch (node.kind) {
      case 'one':
        return this.place({ test: node.test, holds: null, next: [next] });
      case 'guard':
        return this.place({ test: null, holds: node.holds, next: [next] });
      case 'all':
        return node.parts.reduceRight((behind, part) => this.build(part, behind), next);
      case 'any':
        return this.place({ test: null, holds: null, next: node.choices.map((choice) => this.build(choice, next)) });
      case 'repeat': {
        if (!node.many) return this.place({ test: null, holds: null, next: [this.build(node.part, next), next] });
        const again: Place = { test: null, holds: null, next: [next] };
        const id = this.place(again);
        const first = this.build(node.part, id);
        again.next.push(first);
        return node.least === 1 ? first : id;
      }
    }
  }
}
