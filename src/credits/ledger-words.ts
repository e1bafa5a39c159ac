/** What an entry of the ledger says. README.md has the words, allowance-entries.sql.ts those of allowances. */
export const LEDGER_ENTRIES = [
  'reserve',
  'settle',
  'release',
  'grant',
  'reverse',
  'reinstate',
  'allowance',
  'raise',
  'lower',
  'carry',
  'uncarry',
  'lapse',
  'unlapse',
  'add',
  'deduct',
] as const;
export type LedgerEntryKind = (typeof LEDGER_ENTRIES)[number];

/** What credits an entry is about: those of the period, or bought ones. */
export const LEDGER_BUCKETS = ['compression', 'ai', 'topup'] as const;
export type LedgerBucket = (typeof LEDGER_BUCKETS)[number];
