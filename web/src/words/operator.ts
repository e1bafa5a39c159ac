import { counted } from './common';

export const operator = {
  title: 'Operator',
  token: 'Admin token',
  tokenHint: 'Kept in this tab’s memory only; gone when it is closed or reloaded.',
  open: 'Open',
  leave: 'Forget the token',
  wrong: 'This token is not right.',
  audit: 'Audit',
  auditOk: (checks: number) => `All ${checks} invariants hold.`,
  auditBad: (bad: number) => `${bad} invariants do not hold.`,
  auditRun: 'Run again',
  queues: 'Queues',
  queuesText:
    'What waits and what is worked on, over all accounts. The rows are the truth; Redis holds a part at a time.',
  queuesAway: 'Redis does not answer. Nothing is lost: its work is handed out again when it is back.',
  queueNames: { images: 'Images', deliveries: 'Webhooks', billing: 'Billing events' },
  queueColumns: { name: 'In Redis', waiting: 'Waiting', active: 'In work', delayed: 'Later' },
  noOpenBatches: 'No batch is open.',
  openBatches: (count: number, status: string, images: number) =>
    `${counted(count, 'batch', 'batches')} ${status}, ${counted(images, 'image', 'images')} to go`,
  accounts: 'Accounts',
  search: 'Search by name, address or id',
  empty: 'No accounts found.',
  plan: 'Plan',
  suspended: 'suspended',
  suspend: {
    title: (account: string) => `Suspend “${account}”?`,
    text: 'Its calls, streams, downloads and uploads stop at once. Its open batches are canceled for good, and what was not started is refunded. Resuming the account brings none of them back.',
    action: 'Suspend',
    done: (batches: number) =>
      batches === 0
        ? 'Suspended. No batch was open.'
        : `Suspended. ${counted(batches, 'batch is', 'batches are')} being canceled.`,
  },
  resume: 'Resume',
  manage: 'Manage',
  when: { label: 'Takes effect', now: 'Now', periodEnd: 'At the end of the period' },
  changePlan: 'Change plan',
  grant: 'Grant AI top-up',
  credits: 'Credits',
  reference: 'Reference',
  referenceHint: 'Each reference counts once, so sending it twice is safe.',
  granted: 'Granted.',
  changed: 'Changed.',
  adjust: {
    hint: 'Adds credits to what this period grants, or takes some. They lapse with the period. The account reads the reason.',
    credit: 'Credit',
    amount: 'Amount',
    amountHint: 'Below zero: taken',
    reason: 'Reason',
    action: 'Adjust',
    done: 'Adjusted.',
    before: 'This reference was entered before. Nothing has changed.',
  },
  sso: {
    label: 'Single sign-on domain',
    hint: 'People with addresses of this domain, and all who work in the account, sign in through OpenID Connect only.',
    save: 'Save domain',
    set: {
      title: (domain: string) => `Make single sign-on the only way in for ${domain}?`,
      text: 'Make sure that the domain belongs to the account. Sessions of its people that were begun in another way end at once.',
      action: 'Make it the only way in',
    },
    remove: {
      title: (domain: string) => `Let people of ${domain} sign in in other ways?`,
      text: 'Earlier passwords work again.',
      action: 'Allow other ways',
    },
  },
  reset: {
    title: 'Reset a person’s sign-in',
    text: 'For somebody who lost their app and backup codes. Make sure first that it is them.',
    email: 'E-mail address of the person',
    open: 'Reset sign-in',
    ask: {
      title: (email: string) => `Reset the sign-in of ${email}?`,
      text: 'Two-factor sign-in goes off. Backup codes, passkeys and the link to the OpenID provider are deleted, and all sessions end. A mail brings a link to choose a new password.',
      action: 'Reset',
    },
    mailed: (email: string) => `Done. ${email} gets a mail with a link that holds for an hour.`,
    notMailed: 'Done, but this server cannot send mails. The old password goes on working.',
    unknown: 'Nobody has signed up with this address.',
  },
  ai: {
    label: 'AI dollars a day',
    hint: (ceiling: string, today: string) =>
      `What the AI may cost for this account on one day (UTC); empty for the server’s setting. In force: ${ceiling}. Today so far: ${today}.`,
    unlimited: 'any amount',
    save: 'Save AI dollars',
  },
  log: 'What was done',
};
