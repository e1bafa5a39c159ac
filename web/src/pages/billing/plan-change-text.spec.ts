import type { ChangePreview } from '../../api/types';

const { jest } = import.meta;
jest.resetModules();
Object.assign(globalThis, { document: { documentElement: { lang: 'en' } } });
const { sentencesOf } = await import('./plan-change-text');

const agency: ChangePreview = {
  plan: 'agency',
  interval: 'month',
  at: 'now',
  date: '2030-02-14T12:00:00.000Z',
  price: 9_900,
  due: 8_450,
  currency: 'usd',
  allowance: { compressions: null, ai: 10_000 },
  begins: { periodEnd: '2030-03-14T12:00:00.000Z', compressions: null, ai: 9_600, compressionsOwed: 0, aiOwed: 400 },
};

describe('what a change of the plan says', () => {
  it('at once: what it gives, what is taken off, what it costs', () => {
    expect(sentencesOf(agency)).toEqual([
      'Agency begins at once. Its first month of credits ends on Mar 14, 2030.',
      'Each month it includes unlimited compressions and 10,000 AI credits.',
      'It costs $99.00 a month.',
      'You have already used 400 more of the AI credits than this month’s share so far. They are deducted from your first month.',
      'Ready to use at once: unlimited compressions and 9,600 AI credits.',
      'Stripe charges $84.50 now. This already includes credit for your unused time.',
    ]);
  });

  it('at once, where only Stripe knows what it costs', () => {
    expect(sentencesOf({ ...agency, due: null }).at(-1)).toBe('Stripe shows what it costs before you confirm.');
  });

  it('at first, when nothing was paid before, and what is unlimited cannot be owed', () => {
    const begins = { ...agency.begins, periodEnd: '2030-03-14T12:00:00.000Z', compressions: null, ai: 9_600 };
    const said = sentencesOf({ ...agency, due: 9_900, begins: { ...begins, aiOwed: 0, compressionsOwed: 1 } });
    expect(said.at(-1)).toBe('Stripe charges $99.00 now.');
    expect(said.join(' ')).not.toContain('already used');
  });

  it('at the end of the time that is paid', () => {
    const allowance = { compressions: 200, ai: 200 };
    expect(
      sentencesOf({ ...agency, plan: 'starter', at: 'periodEnd', price: 900, due: 0, allowance, begins: null }),
    ).toEqual([
      'Your plan stays as it is until Feb 14, 2030, because it is paid until then. Starter begins on that day.',
      'Each month it includes 200 compressions and 200 AI credits.',
      'It costs $9.00 a month.',
      'You pay nothing now. There is no refund for the time that is paid.',
    ]);
  });
});
