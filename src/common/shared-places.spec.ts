import { SharedPlaces } from './shared-places.js';

describe('SharedPlaces', () => {
  it('gives each owner their share, and takes back what was left', () => {
    const places = new SharedPlaces(10, 2);
    const first = places.take('a');
    expect(places.take('a')).not.toBeNull();
    expect(places.take('a')).toBeNull();
    first?.leave();
    first?.leave();
    expect(places.size).toBe(1);
    expect(places.take('a')).not.toBeNull();
  });

  it('has room for somebody with fewer: who has the most loses the oldest', () => {
    const places = new SharedPlaces(4, 4);
    const ofA = [1, 2, 3].map(() => places.take('a'));
    const ofB = places.take('b');
    const ofC = places.take('c');
    expect(ofC).not.toBeNull();
    expect(ofA.map((held) => held?.signal.aborted)).toEqual([true, false, false]);
    expect(ofB?.signal.aborted).toBe(false);
    // What was taken away is no longer counted, also when it is left later.
    ofA[0]?.leave();
    expect(places.size).toBe(4);
    // With one more, b would have as many as a.
    expect(places.take('b')).toBeNull();
    expect(places.take('d')).not.toBeNull();
    expect(places.take('e')).toBeNull();
  });
});
