/**
 * For whom a batch of a world runs, and from which bucket: two keys and a person take turns, and some batches are nobody's. A function
 * of the batch's number, so that a repeated call says the same.
 */
export function spendingOf(accountId: string, batch: number) {
  const spender = ['first', 'second', 'person', 'nobody'][batch % 4];
  const isKey = spender === 'first' || spender === 'second';
  const by = {
    keyId: isKey ? `key_${accountId}_${spender}` : null,
    personId: spender === 'person' ? `per_${accountId}` : null,
  };
  return { by, connectionId: batch % 3 === 0 ? null : `con_${batch % 3}` };
}
export type Spending = ReturnType<typeof spendingOf>;
