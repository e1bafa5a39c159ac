import { SharedPlaces, type HeldPlace, type PlaceRules } from './shared-places.js';

const TURN_MS = 10_000;
const rules: PlaceRules = { places: 4, share: 4, turnMs: TURN_MS };

describe('SharedPlaces', () => {
  let places: SharedPlaces;
  let now = 0;
  beforeEach(() => {
    places = new SharedPlaces(rules, () => now);
  });

  const take = (owner: string, isFree: boolean) => places.take({ owner, isFree });
  const paid = (owner: string) => take(owner, false);
  const lost = (held: (HeldPlace | null)[]) => held.map((one) => one?.signal.aborted);

  it('gives each owner their share, and takes back what was left', () => {
    places = new SharedPlaces({ ...rules, places: 10, share: 2 });
    const first = paid('a');
    expect(paid('a')).not.toBeNull();
    expect(paid('a')).toBeNull();
    first?.leave();
    first?.leave();
    expect(places.size).toBe(1);
    expect(paid('a')).not.toBeNull();
  });

  it('has room for somebody with fewer: who has the most loses the oldest', () => {
    const ofA = [paid('a'), paid('a'), paid('a')];
    const ofB = paid('b');
    const ofC = paid('c');
    expect(ofC).not.toBeNull();
    expect(lost([...ofA, ofB])).toEqual([true, false, false, false]);
    // What was taken away is no longer counted, also when it is left later.
    ofA[0]?.leave();
    expect(places.size).toBe(4);
    // With one more, b would have as many as a.
    expect(paid('b')).toBeNull();
    expect(paid('d')).not.toBeNull();
    expect(lost([...ofA, ofB, ofC])).toEqual([true, true, false, false, false]);
  });

  it.each([
    ['paid plans', true],
    ['free plans', false],
  ])('gives half of the places to %s at once, however many others there are', (_, othersAreFree) => {
    const others = ['a', 'b', 'c', 'd'].map((owner) => take(owner, othersAreFree));
    const mine = ['e', 'f'].map((owner) => take(owner, !othersAreFree));
    expect(lost([...others, ...mine])).toEqual([true, true, false, false, false, false]);
    expect(take('g', !othersAreFree)).toBeNull();
    expect(take('h', othersAreFree)).toBeNull();
    expect(lost([...others, ...mine])).toEqual([true, true, false, false, false, false]);
  });

  it('takes what one side has beyond its half from whoever has the most there', () => {
    const ofMany = [take('a', true), take('b', true), take('b', true), take('c', true)];
    paid('d');
    expect(lost(ofMany)).toEqual([false, true, false, false]);
  });

  it('gives somebody without any what was held longest, once it has had its turn', () => {
    const held = ['a', 'b', 'c', 'd'].map(paid);
    now += TURN_MS - 1;
    expect(paid('e')).toBeNull();
    now += 1;
    expect(lost(held)).toEqual([false, false, false, false]);
    // Only to somebody without any.
    expect(paid('a')).toBeNull();
    const late = ['e', 'f', 'g', 'h'].map(paid);
    expect(lost([...held, ...late])).toEqual([true, true, true, true, false, false, false, false]);
    expect(paid('i')).toBeNull();
  });
});
