/** Rules of adjustments and alerts, each broken by one small change, as in `mutations.mjs`. */
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
  {
    rule: 'a percent that credits came back below is not told of again',
    file: 'src/credits/settle.sql.ts',
    from: "ai_alert = ${toldStill('ai', '- CASE",
    to: "ai_alert = b.ai_alert + 0 * ${toldStill('ai', '- CASE",
  },
  {
    rule: 'a percent is told of by every reservation above it',
    file: 'src/credits/reserve.sql.ts',
    from: 'ai_alert = greatest(b.ai_alert, granted.ai_step),',
    to: 'ai_alert = b.ai_alert,',
  },
  {
    rule: 'every account is told of the same percents',
    file: 'src/credits/alerts.sql.ts',
    from: 'unnest(${row}.alert_percents)',
    to: "unnest('{80,100}'::smallint[])",
  },
  {
    rule: 'low top-ups are told of again and again',
    file: 'src/credits/usage-events.ts',
    from: 'if (low === null || before < low || after >= low) return [];',
    to: 'if (low === null || after >= low) return [];',
  },
];
