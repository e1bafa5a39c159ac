import { once } from 'node:events';
import { createServer, get } from 'node:http';
import { assertAllowedUrl, BlockedAddress, guardedLookup } from './address-guard.js';

describe('addresses outside of development', () => {
  it.each([
    'http://example.com/',
    'ftp://example.com/',
    'https://user:password@example.com/',
    'https://127.0.0.1/',
    'https://127.1/',
    'https://0x7f000001/',
    'https://017700000001/',
    'https://2130706433/',
    'https://0.0.0.0/',
    'https://10.1.2.3/',
    'https://100.64.0.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://172.16.0.1/',
    'https://192.168.1.1/',
    'https://198.18.0.1/',
    'https://224.0.0.1/',
    'https://255.255.255.255/',
    'https://[::]/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://[fc00::1]/',
    'https://[fe80::1]/',
    'https://[fd00:ec2::254]/',
    'not a url',
  ])('%s is refused', (url) => {
    expect(() => assertAllowedUrl(url, false)).toThrow(BlockedAddress);
  });

  it.each(['https://example.com/hook?x=1', 'https://93.184.216.34/', 'https://[2606:4700::1111]/'])(
    '%s is allowed',
    (url) => {
      expect(assertAllowedUrl(url, false).href).toBe(url);
    },
  );

  it('judges a name by what it resolves to when it is dialled', async () => {
    const server = createServer((_, response) => response.end('reached'));
    server.listen(0, 'localhost');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const dial = (allowPrivate: boolean) =>
      new Promise<number>((resolve, reject) => {
        const options = { host: 'localhost', port, lookup: guardedLookup(allowPrivate) };
        get(options, (response) => resolve(response.resume().statusCode ?? 0)).on('error', reject);
      });
    await expect(dial(false)).rejects.toThrow(BlockedAddress);
    await expect(dial(true)).resolves.toBe(200);
    server.close();
  });
});
