import type { LookupAddress } from 'node:dns';
import { once } from 'node:events';
import { createServer, get } from 'node:http';
import type { LookupFunction } from 'node:net';
import { assertAllowedUrl, BlockedAddress, guardedLookup } from './address-guard.js';

const TRICKY = {
  'other schemes and credentials': [
    'http://example.com/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'gopher://example.com/',
    'javascript:alert(1)',
    'https://user:password@example.com/',
    'https://user@example.com/',
    'https://:password@example.com/',
    'https://example.com@127.0.0.1/',
    'not a url',
    'https://',
  ],
  'IPv4 in every notation': [
    'https://127.0.0.1/',
    'https://127.0.0.1./',
    'https://127.0.0.1:8443/',
    'https://127.1/',
    'https://127.0.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0x7f.0x0.0x0.0x1/',
    'https://017700000001/',
    'https://0177.0.0.01/',
    'https://127.0.0.1%2e/',
    'https://%31%32%37.0.0.1/',
    'https://１２７.0.0.1/',
    'https://①②⑦.⓪.⓪.①/',
    'https://127。0。0。1/',
    'https://0/',
    'https://0.0.0.0/',
  ],
  'private and special IPv4': [
    'https://10.1.2.3/',
    'https://100.64.0.1/',
    'https://169.254.1.1/',
    'https://172.16.0.1/',
    'https://172.31.255.255/',
    'https://192.0.0.1/',
    'https://192.0.2.1/',
    'https://192.168.1.1/',
    'https://198.18.0.1/',
    'https://203.0.113.7/',
    'https://224.0.0.1/',
    'https://240.0.0.1/',
    'https://255.255.255.255/',
  ],
  'metadata services': [
    'https://169.254.169.254/latest/meta-data',
    'https://0xa9fea9fe/',
    'https://2852039166/',
    'https://169.254.170.2/v2/credentials',
    'https://168.63.129.16/',
    'https://100.100.100.200/',
    'https://metadata.google.internal/computeMetadata/v1/',
    'https://[fd00:ec2::254]/',
    'https://[::ffff:169.254.169.254]/',
  ],
  'private and special IPv6': [
    'https://[::]/',
    'https://[::1]/',
    'https://[0:0:0:0:0:0:0:1]/',
    'https://[fc00::1]/',
    'https://[fd12:3456:789a::1]/',
    'https://[fe80::1]/',
    'https://[fe80::1%25eth0]/',
    'https://[fec0::1]/',
    'https://[ff02::1]/',
    'https://[100::1]/',
    'https://[2001:db8::1]/',
    'https://[3fff::1]/',
    'https://[5f00::1]/',
    'https://[4000::1]/',
  ],
  'IPv4 inside IPv6': [
    'https://[::127.0.0.1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[::ffff:0:127.0.0.1]/',
    'https://[::ffff:0a00:0001]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[64:ff9b::10.0.0.1]/',
    'https://[64:ff9b:1::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://[2001:0:7f00:1::]/',
  ],
  'names of networks of one’s own': [
    'https://localhost/',
    'https://LOCALHOST./',
    'https://ｌｏｃａｌｈｏｓｔ/',
    'https://a.localhost/',
    'https://printer.local/',
    'https://db.internal/',
    'https://router.home.arpa/',
    'https://hidden.onion/',
    'https://intranet/',
    'https://kubernetes.default.svc.internal./',
  ],
};

describe.each(Object.entries(TRICKY))('outside of development, %s', (_, urls) => {
  it.each(urls)('%s is refused', (url) => {
    expect(() => assertAllowedUrl(url, false)).toThrow(BlockedAddress);
  });
});

it.each([
  ['https://example.com/hook?x=1', 'https://example.com/hook?x=1'],
  ['https://EXAMPLE.com./hook', 'https://example.com./hook'],
  ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
  ['https://93.184.216.34/', 'https://93.184.216.34/'],
  ['https://[2606:4700::1111]/', 'https://[2606:4700::1111]/'],
  ['https://[::ffff:93.184.216.34]/', 'https://[::ffff:5db8:d822]/'],
  ['https://localhost.example.com/', 'https://localhost.example.com/'],
])('%s is allowed', (url, href) => {
  expect(assertAllowedUrl(url, false).href).toBe(href);
});

it('in development http and private networks are allowed, credentials are not', () => {
  expect(assertAllowedUrl('http://127.0.0.1:3000/', true).port).toBe('3000');
  expect(() => assertAllowedUrl('http://user:password@127.0.0.1/', true)).toThrow(BlockedAddress);
});

describe('a name', () => {
  /** A resolver under somebody else's control: it answers something else each time. */
  const answering = (...answers: string[][]) => {
    const asked: string[] = [];
    const resolve: Parameters<typeof guardedLookup>[1] = (hostname, _, callback) => {
      const addresses = answers[Math.min(asked.push(hostname), answers.length) - 1] ?? [];
      callback(
        null,
        addresses.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    };
    return { asked, resolve };
  };
  const look = (lookup: LookupFunction) =>
    new Promise<unknown>((done, fail) =>
      lookup('rebind.example', { all: true }, (error, addresses) => (error ? fail(error) : done(addresses))),
    );
  const dial = (port: number, lookup: LookupFunction) =>
    new Promise<number>((done, fail) => {
      const request = get({ host: 'rebind.example', port, lookup, agent: false });
      request.on('response', (response) => done(response.resume().statusCode ?? 0)).on('error', fail);
    });

  it('is judged by all that it resolves to', async () => {
    const { resolve } = answering(
      ['93.184.216.34'],
      ['93.184.216.34', '10.0.0.1'],
      ['93.184.216.34', '::1'],
      ['bogus'],
    );
    const lookup = guardedLookup(false, resolve);
    await expect(look(lookup)).resolves.toEqual([{ address: '93.184.216.34', family: 4 }]);
    for (let more = 0; more < 3; more += 1) await expect(look(lookup)).rejects.toThrow(BlockedAddress);
  });

  it('is judged anew for each connection, and what was judged is what is dialled', async () => {
    const server = createServer((_, response) => response.end('reached'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const rebinding = answering(['127.0.0.1']);
    await expect(dial(port, guardedLookup(false, rebinding.resolve))).rejects.toThrow(BlockedAddress);
    const allowed = answering(['127.0.0.1'], ['192.0.2.1']);
    await expect(dial(port, guardedLookup(true, allowed.resolve))).resolves.toBe(200);
    expect(allowed.asked).toEqual(['rebind.example']);
    server.close();
  });

  it('of the machine itself is blocked when it is dialled, also without a resolver of our own', async () => {
    await expect(
      new Promise((done, fail) =>
        guardedLookup(false)('localhost', { all: true }, (error, all) => (error ? fail(error) : done(all))),
      ),
    ).rejects.toThrow(BlockedAddress);
  });
});
