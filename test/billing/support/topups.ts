export interface TopupEntry {
  entry: 'grant' | 'reverse' | 'reinstate';
  amount: number;
  topup: string;
}

/**
 * What each top-up came to: how often it was granted, and what is left of it. By how many entries that was reached depends on
 * what was heard in between.
 */
export function leftOfTopups(entries: TopupEntry[]): { topup: string; grants: number; left: number }[] {
  const topups = [...new Set(entries.map(({ topup }) => topup))].sort();
  return topups.map((topup) => {
    const mine = entries.filter((one) => one.topup === topup);
    const left = mine.reduce((sum, { entry, amount }) => sum + (entry === 'reverse' ? -amount : amount), 0);
    return { topup, grants: mine.filter(({ entry }) => entry === 'grant').length, left };
  });
}
