import ipaddr from 'ipaddr.js';

/** The network that one IPv6 caller has. They may use any address in it. */
const OWN_BITS = 64;

/**
 * Where a call comes from, as it is counted: an IPv4 address, or the /64 network of an IPv6 address. The owner of such a network
 * has all of its addresses.
 */
export function callerAddress(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip;
  const address = ipaddr.process(ip);
  if (address.kind() === 'ipv4') return address.toString();
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${address.toNormalizedString().split('%')[0]}/${OWN_BITS}`).toString()}/${OWN_BITS}`;
}
