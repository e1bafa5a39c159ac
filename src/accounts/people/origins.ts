import ipaddr from 'ipaddr.js';

/** Bits of an IPv6 address that name a network; whoever has one of these has all addresses in it. */
const NETWORK_BITS = 64;

/** What is counted as one caller: an IPv4 address, or a network of IPv6. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/${NETWORK_BITS}`).toString();
}

/** Domains whose mailboxes read the same with dots and without. */
const DOTLESS = new Set(['gmail.com', 'googlemail.com']);

/** What is counted as one mailbox: `ada+anything@` arrives where `ada@` does. */
export function mailboxOf(email: string): string {
  const [local = '', domain = ''] = email.toLowerCase().split('@');
  const plain = local.replace(/\+.*$/, '');
  return `${DOTLESS.has(domain) ? plain.replaceAll('.', '') : plain}@${domain}`;
}
