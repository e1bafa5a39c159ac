import type { AccountClient } from '../support/client.js';
import { compress, makePhoto } from '../support/compress-call.js';
import { startService, type Service } from '../support/service.js';

describe('GET /api/compress/archive', () => {
  let service: Service;
  let account: AccountClient;

  beforeAll(async () => {
    service = await startService();
    account = await service.client.account();
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  const archive = (key: string, query: string) =>
    fetch(`${service.client.url}/api/compress/archive${query}`, { headers: { authorization: `Bearer ${key}` } });

  it('holds the results of a session, byte for byte, under their names', async () => {
    const photo = await makePhoto();
    const files: [string, Buffer][] = [
      ['été.jpg', photo],
      ['b.png', photo],
      ['broken.jpg', Buffer.from('no image')],
    ];
    const { body } = await compress(service, account, { files, fields: { sessionId: 'spring' } });
    const answer = await archive(account.key, '?sessionId=spring');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/zip']);
    const zip = Buffer.from(await answer.arrayBuffer());
    const made = body.results.filter(({ status }) => status === 'succeeded');
    expect(made).toHaveLength(2);
    for (const { filename, downloadUrl } of made) {
      const result = Buffer.from(await (await fetch(downloadUrl!)).arrayBuffer());
      expect(zip.includes(Buffer.from(filename!))).toBe(true);
      expect(zip.includes(result)).toBe(true);
    }
    expect(zip.includes(Buffer.from('broken'))).toBe(false);
  });

  it('is not found for another account, nor for a session that has nothing, and wants one named', async () => {
    const stranger = await service.client.account();
    expect((await archive(stranger.key, '?sessionId=spring')).status).toBe(404);
    expect((await archive(account.key, '?sessionId=winter')).status).toBe(404);
    expect((await archive(account.key, '')).status).toBe(400);
    expect((await archive('', '?sessionId=spring')).status).toBe(401);
  });
});
