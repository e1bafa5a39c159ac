import { lookup, type LookupAddress, type LookupOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Names that lead into a network of one's own wherever they are asked for (RFC 6761, 6762, 7686, 8375, ICANN's .internal). */
const LOCAL_NAMES = /(^|\.)(localhost|local|internal|home\.arpa|onion|invalid)$/;
/** Public by its number, yet answered inside of Azure's machines: their metadata and agent service. */
const METADATA_ADDRESSES = new Set(['168.63.129.16']);
/** What the internet's registries give out of IPv6; everything else is special or not given out at all. */
const GLOBAL_IPV6: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];

/** The address of a webhook or a storage endpoint is one we must not call. The text never says what it resolved to. */
export class BlockedAddress extends Error {
  constructor() {
    super('The address is not allowed');
    this.name = 'BlockedAddress';
  }
}

type Resolve = (
  hostname: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Refuses a URL that could never be dialled: wrong scheme, credentials in it, or an IP literal or a name of a
 * private network. Names are judged when they are dialled, by `guardedLookup`. Private addresses also permit plain http.
 * @throws BlockedAddress
 */
export function assertAllowedUrl(text: string, allowPrivate: boolean): URL {
  if (!URL.canParse(text)) throw new BlockedAddress();
  const url = new URL(text);
  if (url.username || url.password) throw new BlockedAddress();
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:')) throw new BlockedAddress();
  if (!allowPrivate && !isPublicHost(url.hostname)) throw new BlockedAddress();
  return url;
}

/** The URL parser has turned numbers of every notation, full-width digits and percent signs into the plain form. */
function isPublicHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$|\.$/g, '');
  if (ipaddr.isValid(host)) return isPublicAddress(host);
  // A name without a dot is looked for in the machine's own search domains.
  return host.includes('.') && !LOCAL_NAMES.test(host);
}

/**
 * A `lookup` for sockets: every address a name has must be public, and the ones judged are the ones dialled, so a name
 * that changes between check and use gains nothing.
 */
export function guardedLookup(allowPrivate: boolean, resolve: Resolve = lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...(options as LookupOptions), all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      if (!allowPrivate && !addresses.every(({ address }) => isPublicAddress(address))) {
        return callback(new BlockedAddress(), []);
      }
      if (options.all) return callback(null, addresses);
      const [first] = addresses;
      callback(null, first?.address ?? '', first?.family);
    });
  };
}

/** Public means global unicast, with IPv4 inside IPv6 judged as the IPv4 it is. */
function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  if (address.range() !== 'unicast' || METADATA_ADDRESSES.has(address.toString())) return false;
  return address.kind() === 'ipv4' || (address as ipaddr.IPv6).match(GLOBAL_IPV6);
}
