/** Percent of an allowance whose use is told of, each once in a period. */
export const ALERT_STEPS = [80, 100] as const;

/** SQL: the highest step that `used` has reached of `limit`; 0 below the first, and for no or an unlimited allowance. */
export function alertStep(used: string, limit: string): string {
  const steps = ALERT_STEPS.toSorted((a, b) => b - a).map(
    (step) => `WHEN ${used} * 100 >= ${limit} * ${step} THEN ${step}`,
  );
  return `CASE WHEN coalesce(${limit}, 0) <= 0 THEN 0 ${steps.join(' ')} ELSE 0 END`;
}
