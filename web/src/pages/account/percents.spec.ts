import { percentsOf } from './percents';

describe('percents', () => {
  it.each([
    ['80, 100', [80, 100]],
    ['100% 50%;75', [50, 75, 100]],
    ['5,5', [5]],
  ])('are read: %s', (typed, percents) => expect(percentsOf(typed)).toEqual(percents));

  it.each(['', ' , ', '0', '101', '12.5', 'half', '-3', '1 2 3 4 5 6 7 8 9 10 11'])('are not read: %s', (typed) =>
    expect(percentsOf(typed)).toBeNull(),
  );
});
