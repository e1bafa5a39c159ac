import ipaddr from 'ipaddr.js';

/** The network that one IPv6 caller has. They may use any address in it. */
const OWN_BITS = 64;
/** What one customer of a provider may have at most, as a rule, and whose parts are then told apart. */
const NEIGHBOURHOOD_BITS = { ipv4: 24, ipv6: 48 };

/**
 * Where a call comes from, as it is counted: an IPv4 address, or the /64 network of an IPv6 address. The owner of such a network
 * has all of its addresses.
 */
export function callerAddress(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip;
  const address = ipaddr.process(ip);
  return address.kind() === 'ipv4' ? address.toString() : networkOf(address, OWN_BITS);
}

/** The wider network around a caller: a /24 of IPv4, a /48 of IPv6. Whoever has many networks often has them side by side. */
export function callerNeighbourhood(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip;
  const address = ipaddr.process(ip);
  return networkOf(address, NEIGHBOURHOOD_BITS[address.kind()]);
}

function networkOf(address: ipaddr.IPv4 | ipaddr.IPv6, bits: number): string {
  const kind = address.kind() === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6;
  return `${kind.networkAddressFromCIDR(`${address.toNormalizedString().split('%')[0]}/${bits}`).toString()}/${bits}`;
}
