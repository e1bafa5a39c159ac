/** Keys of an account that budgets are set for. */
export const KEYS = ['first', 'second'] as const;
export type WorldKey = (typeof KEYS)[number];

export const keyIdOf = (accountId: string, key: WorldKey) => `key_${accountId}_${key}`;

/**
 * For whom a batch of a world runs, and from which bucket: two keys and a person take turns, and some batches are nobody's. A function
 * of the batch's number, so that a repeated call says the same.
 */
export function spendingOf(accountId: string, batch: number) {
  // Every fourth batch is content with a part: five spenders take turns, so that each has such batches.
  const spender = ([...KEYS, 'person', 'first', 'nobody'] as const)[batch % 5] ?? 'nobody';
  const by = {
    keyId: spender === 'first' || spender === 'second' ? keyIdOf(accountId, spender) : null,
    personId: spender === 'person' ? `per_${accountId}` : null,
  };
  return { by, connectionId: batch % 3 === 0 ? null : `con_${batch % 3}` };
}
export type Spending = ReturnType<typeof spendingOf>;
