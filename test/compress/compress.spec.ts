import sharp from 'sharp';
import type { AccountClient } from '../support/client.js';
import { compress, compressed, makePhoto, newestBatch } from '../support/compress-call.js';
import { startService, type Service } from '../support/service.js';

describe('POST /api/compress', () => {
  let service: Service;
  let account: AccountClient;
  let photo: Buffer;

  beforeAll(async () => {
    service = await startService();
    photo = await makePhoto();
  });
  beforeEach(async () => {
    account = await service.client.account();
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  it('answers each file’s result with a link that downloads it under its name', async () => {
    const before = await account.usage();
    const { status, body } = await compress(service, account, { files: [['Mon été.JPG', photo]] });
    expect(status).toBe(200);
    expect(body.sessionId).toMatch(/^[0-9a-f-]{36}$/);
    const [result] = body.results;
    expect(body.results).toHaveLength(1);
    expect(result).toEqual({
      id: expect.stringMatching(/^img_/),
      originalName: 'Mon été.JPG',
      filename: 'Mon-été.webp',
      status: 'succeeded',
      reason: null,
      originalSize: photo.length,
      optimizedSize: expect.any(Number),
      savedPercent: expect.any(Number),
      format: 'webp',
      width: 320,
      height: 240,
      altText: null,
      seoName: null,
      downloadUrl: expect.stringContaining('X-Amz-Signature='),
      expiresAt: expect.any(String),
    });
    const { optimizedSize, savedPercent, downloadUrl, expiresAt } = result!;
    expect(savedPercent).toBeCloseTo((1 - optimizedSize! / photo.length) * 100, 1);
    expect(Date.parse(expiresAt!) - Date.now()).toBeGreaterThan(3_500_000);
    expect(Date.parse(expiresAt!) - Date.now()).toBeLessThanOrEqual(3_600_000);
    const download = await fetch(downloadUrl!);
    expect(download.headers.get('content-disposition')).toBe(
      `attachment; filename="Mon-_t_.webp"; filename*=UTF-8''Mon-%C3%A9t%C3%A9.webp`,
    );
    expect(download.headers.get('content-type')).toBe('image/webp');
    const bytes = Buffer.from(await download.arrayBuffer());
    expect(bytes.length).toBe(optimizedSize);
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width: 320, height: 240 });
    // Settled before it is answered.
    const after = await account.usage();
    expect(after.compressor_used).toBe(before.compressor_used + 1);
    expect(after.compressor_reserved).toBe(0);
  });

  it('makes what the fields ask for, in the order of the files, under names of their own', async () => {
    const names = ['a.jpg', 'a.png', 'b.jpg'];
    const results = await compressed(service, account, {
      files: names.map((name) => [name, photo]),
      fields: { format: 'jpg', quality: '40', maxWidth: '160', maxHeight: '', sessionId: 'spring' },
    });
    expect(results.map(({ originalName, filename }) => [originalName, filename])).toEqual([
      ['a.jpg', 'a.jpg'],
      ['a.png', 'a-2.jpg'],
      ['b.jpg', 'b.jpg'],
    ]);
    for (const result of results) expect(result).toMatchObject({ format: 'jpg', width: 160, height: 120 });
  });

  it.each(['webp', 'avif', 'jpg', 'png'])('writes %s', async (format) => {
    const [result] = await compressed(service, account, { files: [['a.jpg', photo]], fields: { format } });
    expect(result).toMatchObject({ filename: `a.${format}`, format });
    const bytes = Buffer.from(await (await fetch(result!.downloadUrl!)).arrayBuffer());
    const read = await sharp(bytes).metadata();
    expect(read.format).toBe({ jpg: 'jpeg', avif: 'heif' }[format] ?? format);
  });

  it('tells of a result that is larger, too', async () => {
    const small = await sharp(photo).jpeg({ quality: 10 }).toBuffer();
    const [result] = await compressed(service, account, { files: [['a.jpg', small]], fields: { format: 'png' } });
    expect(result!.status).toBe('succeeded');
    expect(result!.savedPercent).toBeLessThan(0);
  });

  it('writes alt texts and names for one AI credit an image', async () => {
    const files: [string, Buffer][] = [
      ['IMG_1.jpg', photo],
      ['IMG_2.jpg', photo],
    ];
    const results = await compressed(service, account, { files, fields: { altText: 'true', seoRename: 'true' } });
    const [first, second] = results;
    expect(first).toMatchObject({ status: 'succeeded', altText: expect.any(String), seoName: expect.any(String) });
    const name = first!.seoName;
    expect([first!.filename, second!.filename].toSorted()).toEqual([`${name}-2.webp`, `${name}.webp`]);
    expect((await account.usage()).ia_credits_used).toBe(2);
  });

  it('lays a watermark on', async () => {
    const mark = await sharp({ create: { width: 50, height: 50, channels: 4, background: '#ff0000' } })
      .png()
      .toBuffer();
    const fields = { format: 'png', watermarkScale: '50', watermarkPosition: 'TL', watermarkOpacity: '100' };
    const [result] = await compressed(service, account, { files: [['a.jpg', photo]], watermark: mark, fields });
    const bytes = Buffer.from(await (await fetch(result!.downloadUrl!)).arrayBuffer());
    const { data } = await sharp(bytes)
      .extract({ left: 1, top: 1, width: 1, height: 1 })
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([...data.subarray(0, 3)]).toEqual([255, 0, 0]);
  });

  it('lets a bad file among good ones fail alone, and charges nothing for it', async () => {
    const broken = Buffer.concat([photo.subarray(0, 2_000), Buffer.alloc(3_000)]);
    const large = Buffer.concat([photo, Buffer.alloc(20 * 1024 * 1024)]);
    const results = await compressed(service, account, {
      files: [
        ['text.jpg', 'no image'],
        ['good.jpg', photo],
        ['large.jpg', large],
        ['drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
        ['empty.png', ''],
        ['broken.jpg', broken],
        ['also-good.jpg', photo],
      ],
    });
    expect(results.map(({ originalName, status, reason }) => [originalName, status, reason])).toEqual([
      ['text.jpg', 'failed', 'not_an_image'],
      ['good.jpg', 'succeeded', null],
      ['large.jpg', 'failed', 'too_large'],
      ['drawing.svg', 'failed', 'unsupported_format'],
      ['empty.png', 'failed', 'not_an_image'],
      ['broken.jpg', 'failed', 'corrupt'],
      ['also-good.jpg', 'succeeded', null],
    ]);
    expect(results[0]).toMatchObject({ filename: null, downloadUrl: null, expiresAt: null, savedPercent: null });
    expect(results.at(-1)!.downloadUrl).not.toBeNull();
    const batch = await newestBatch(account);
    expect(batch).toMatchObject({ status: 'completed', images: { total: 3, succeeded: 2, failed: 1 } });
    expect((await account.usage()).compressor_used).toBe(2);
  });

  it('is a batch like others, but one whose images cannot be tried again', async () => {
    await compressed(service, account, { files: [['a.jpg', photo]], fields: { sessionId: 'spring' } });
    const batch = await newestBatch(account);
    expect(batch).toMatchObject({
      status: 'completed',
      source: { connection: null, upload: { files: 1, sessionId: 'spring' } },
      credits: { compression: { reserved: 1, used: 1 } },
    });
    const retried = await account.post(`/api/batches/${batch!.id}/retry`, undefined);
    expect(retried).toMatchObject({ status: 409, body: { code: 'invalid_state' } });
  });
});
