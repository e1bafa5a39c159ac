import { SharedBytes } from './shared-bytes.js';

describe('SharedBytes', () => {
  const cut: string[] = [];
  beforeEach(() => cut.splice(0));

  const holder = (bytes: SharedBytes, isFree: boolean) => (owner: string, name: string) =>
    bytes.hold({ owner, isFree }, () => cut.push(name));

  it('gives each owner their share, and takes back what has ended', () => {
    const bytes = new SharedBytes({ total: 100, share: 20 });
    const hold = holder(bytes, false);
    const [first, second] = [hold('a', 'a1'), hold('a', 'a2')];
    expect([first.add(15), second.add(6), second.add(5)]).toEqual([true, false, true]);
    expect(bytes.bytes).toBe(20);
    first.end();
    first.end();
    expect([bytes.bytes, second.add(15), second.add(1)]).toEqual([5, true, false]);
  });

  it('has room for whoever holds less: who holds the most loses the largest', () => {
    const bytes = new SharedBytes({ total: 100, share: 60 });
    const hold = holder(bytes, false);
    for (const [owner, name, size] of [
      ['a', 'a1', 10],
      ['a', 'a2', 40],
      ['b', 'b1', 45],
    ] as const) {
      expect(hold(owner, name).add(size)).toBe(true);
    }
    const small = hold('c', 'c1');
    expect([small.add(5), cut]).toEqual([true, []]);
    expect([small.add(1), cut]).toEqual([true, ['a2']]);
    expect(bytes.bytes).toBe(61);
    expect([small.add(39), hold('d', 'd1').add(10), cut]).toEqual([true, true, ['a2', 'b1']]);
    // It would hold as much as whoever holds the most.
    expect([hold('e', 'e1').add(50), cut.length]).toEqual([false, 2]);
  });

  it.each([
    ['paid plans', true],
    ['the free plan', false],
  ])('gives half of the room to %s, however many others there are', (_, othersAreFree) => {
    const bytes = new SharedBytes({ total: 100, share: 60 });
    const [others, mine] = [holder(bytes, othersAreFree), holder(bytes, !othersAreFree)];
    for (let n = 0; n < 20; n += 1) expect(others(`o${n}`, `o${n}`).add(5)).toBe(true);
    expect([mine('m', 'm').add(50), cut.length]).toEqual([true, 10]);
    expect([mine('n', 'n').add(50), cut.length]).toEqual([false, 10]);
    expect([others('late', 'late').add(1), cut.length]).toEqual([true, 11]);
  });
});
