import { jsonProblem } from './json-shape.js';

const judge = (text: string, limits = { depth: 4, values: 10, text: 40 }) => jsonProblem(Buffer.from(text), limits);

describe('jsonProblem', () => {
  it.each(['{}', '[]', '1', '"text"', '{"a":[1,2,{"b":"c"}]}', '[[[[1]]]]', '"[[[[[[[["', '"\\"[[[[[[[["', '"\\\\"'])(
    'lets %s through',
    (text) => {
      expect(judge(text)).toBeNull();
    },
  );

  it('counts what is within each other, and not what is one after the other', () => {
    expect(judge('[[[[[1]]]]]')).toMatch(/at most 4 objects and lists/);
    expect(judge('[[],[],[]]')).toBeNull();
  });

  it('counts values, and not signs within texts', () => {
    expect(judge(JSON.stringify(Array(11).fill(0)))).toMatch(/at most 10 values/);
    expect(judge(JSON.stringify([',,,,,,,,,,,,,,,,,,,']))).toBeNull();
    expect(judge(JSON.stringify({ 'a,\\",b': '\\\\,",' }))).toBeNull();
  });

  it('bounds texts and names, as they are written', () => {
    expect(judge(`["${'x'.repeat(40)}"]`)).toBeNull();
    expect(judge(`["${'x'.repeat(41)}"]`)).toMatch(/no text of more than 40 bytes/);
    expect(judge(`{"${'\\u0041'.repeat(7)}":1}`)).toMatch(/no text of more than 40 bytes/);
  });

  it('agrees with the parser about every value of made-up documents', () => {
    let seed = 1;
    const dice = (sides: number) => (seed = (seed * 48_271) % 2_147_483_647) % sides;
    const make = (deep: number): unknown => {
      const kind = dice(deep > 3 ? 3 : 5);
      if (kind < 3) return ['a"b\\', dice(9), null][kind];
      const members = Array.from({ length: dice(4) }, () => make(deep + 1));
      return kind === 3 ? members : Object.fromEntries(members.map((value, index) => [`k,${index}"`, value]));
    };
    const count = (value: unknown): number =>
      typeof value === 'object' && value !== null
        ? 1 + Object.values(value).reduce((sum: number, one) => sum + count(one), 0)
        : 1;
    for (let round = 0; round < 2_000; round += 1) {
      const value = make(0);
      const text = JSON.stringify(value);
      // Each opening counts once more than there are values in it: never less than the truth, at most twice as much.
      expect(judge(text, { depth: 9, values: 2 * count(value), text: 40 })).toBeNull();
      if (count(value) > 1) expect(judge(text, { depth: 9, values: count(value) - 1, text: 40 })).not.toBeNull();
    }
  });

  it('takes time for bytes, not for what they mean', () => {
    const began = performance.now();
    expect(jsonProblem(Buffer.alloc(16 * 1024 * 1024, '['), { depth: 16, values: 25_000, text: 8_192 })).not.toBeNull();
    expect(jsonProblem(Buffer.alloc(16 * 1024 * 1024, 'x'), { depth: 16, values: 25_000, text: 8_192 })).toBeNull();
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
