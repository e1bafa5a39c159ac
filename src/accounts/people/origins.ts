/** Domains whose mailboxes read the same with dots and without. */
const DOTLESS = new Set(['gmail.com', 'googlemail.com']);

/** What is counted as one mailbox: `ada+anything@` arrives where `ada@` does. */
export function mailboxOf(email: string): string {
  const [local = '', domain = ''] = email.toLowerCase().split('@');
  const [plain = ''] = local.split('+', 1);
  return `${DOTLESS.has(domain) ? plain.replaceAll('.', '') : plain}@${domain}`;
}
