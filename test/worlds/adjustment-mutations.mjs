/** Rules of the operator's adjustments, each broken by one small change, as in `mutations.mjs`. */
export const ADJUSTMENT_MUTATIONS = [
  {
    rule: 'a roll keeps the adjustments of the period before',
    file: 'src/credits/roll.sql.ts',
    from: 'ai_earned = 0, ai_adjusted = 0, ',
    to: 'ai_earned = 0, ',
  },
  {
    rule: 'what the operator took beyond an allowance is forgiven by a roll',
    file: 'src/credits/roll.sql.ts',
    from: '- period_${kind} - period_${kind}_adjusted, 0))',
    to: '- period_${kind} - greatest(0, period_${kind}_adjusted), 0))',
  },
  {
    rule: 'an adjustment counts for both kinds of credit',
    file: 'src/credits/adjustments.sql.ts',
    from: "CASE bucket WHEN '${kind}' THEN $3::bigint ELSE 0 END",
    to: '$3::bigint',
  },
  {
    rule: 'a reference of an adjustment counts as often as it is told',
    file: 'src/credits/adjustments.service.ts',
    from: 'if (earlier) return sameAgain(adjustment, earlier);',
    to: 'if (earlier?.bucket === null) return sameAgain(adjustment, earlier);',
  },
  {
    rule: 'a top-up may bear the reference of an adjustment',
    file: 'src/operator/operator.service.ts',
    from: `const granted = await this.topups.grant(sql, accountId, credits, reference);
      await this.adjustments.requireNone(sql, accountId, reference);`,
    to: 'const granted = await this.topups.grant(sql, accountId, credits, reference);',
  },
];
