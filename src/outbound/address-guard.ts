import { lookup as resolve, type LookupAddress, type LookupOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The address of a webhook or a storage endpoint is one we must not call. The text never says what it resolved to. */
export class BlockedAddress extends Error {
  constructor() {
    super('The address is not allowed');
    this.name = 'BlockedAddress';
  }
}

/**
 * Refuses a URL that could never be dialled: wrong scheme, credentials in it, or an IP literal inside a private
 * network. Names are judged when they are dialled, by `guardedLookup`. Private addresses also permit plain http.
 * @throws BlockedAddress
 */
export function assertAllowedUrl(text: string, allowPrivate: boolean): URL {
  if (!URL.canParse(text)) throw new BlockedAddress();
  const url = new URL(text);
  if (url.username || url.password) throw new BlockedAddress();
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:')) throw new BlockedAddress();
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (ipaddr.isValid(host) && !isAllowedAddress(host, allowPrivate)) throw new BlockedAddress();
  return url;
}

/**
 * A `lookup` for sockets: every address a name has must be public, and the ones judged are the ones dialled, so a name
 * that changes between check and use gains nothing.
 */
export function guardedLookup(allowPrivate: boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...(options as LookupOptions), all: true }, (error, addresses: LookupAddress[]) => {
      if (error) return callback(error, []);
      if (!addresses.every(({ address }) => isAllowedAddress(address, allowPrivate))) {
        return callback(new BlockedAddress(), []);
      }
      if (options.all) return callback(null, addresses);
      const [first] = addresses;
      callback(null, first?.address ?? '', first?.family);
    });
  };
}

/** Public means global unicast, with IPv4 inside IPv6 judged as the IPv4 it is. */
function isAllowedAddress(address: string, allowPrivate: boolean): boolean {
  return allowPrivate || (ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast');
}
