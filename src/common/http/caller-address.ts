import ipaddr from 'ipaddr.js';

/** What one caller of IPv6 is given: they may use any address in it. */
const OWN_BITS = 64;

/**
 * Where a call comes from, as it is counted: an address of IPv4, or the network of 64 bits that one of IPv6 is in. Whoever has
 * such a network has all of its addresses.
 */
export function callerAddress(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip;
  const address = ipaddr.process(ip);
  if (address.kind() === 'ipv4') return address.toString();
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${address.toNormalizedString().split('%')[0]}/${OWN_BITS}`).toString()}/${OWN_BITS}`;
}
