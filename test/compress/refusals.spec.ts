import { request } from 'node:http';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AccountClient } from '../support/client.js';
import { compress, makePhoto, newestBatch, type CompressBody, type SentForm } from '../support/compress-call.js';
import { makeJpeg } from '../support/bucket.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

const MEGABYTE = 1024 * 1024;

describe('what POST /api/compress refuses', () => {
  let service: Service;
  let account: AccountClient;
  let photo: Buffer;

  beforeAll(async () => {
    const plans = { plans: { free: { features: ['api'] }, agency: { compressions: 30 } } };
    service = await startService({ plans });
    photo = await makePhoto(64, 48);
  });
  beforeEach(async () => {
    account = await service.client.account();
  });
  /** A refusal changes nothing, and leaves nothing but what the timetable deletes soon. */
  const expectNothing = async () => {
    expect(await newestBatch(account)).toBeUndefined();
    expect(await account.usage()).toMatchObject({ compressor_used: 0, compressor_reserved: 0 });
    const left = await service.sql.pool.query(
      `SELECT id FROM uploads WHERE account_id = $1 AND delete_after > now() + interval '6 minutes'`,
      [account.id],
    );
    expect(left.rows).toEqual([]);
  };
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  const paths = (body: CompressBody) => body.fields?.map(({ path }) => path).sort();

  it('names all wrong fields at once, unknown ones included', async () => {
    const fields = {
      format: 'gif',
      quality: '39',
      maxWidth: '0',
      maxHeight: '1e3',
      sessionId: 'a\nb',
      watermarkScale: '51',
      watermarkOpacity: '-1',
      watermarkPosition: 'XX',
      altText: 'perhaps',
      seoRename: '2',
      surprise: '1',
      __proto: 'x',
    };
    const { status, body } = await compress(service, account, { files: [['a.jpg', photo]], fields });
    expect([status, body.code]).toEqual([400, 'invalid_request']);
    expect(paths(body)).toEqual(Object.keys(fields).sort());
    await expectNothing();
  });

  it.each([
    ['no file', {}, ['file']],
    ['text in place of a file', { fields: { file: 'text' } }, ['file', 'file']],
    ['a very long field', { files: [['a.jpg', 'x']], fields: { sessionId: 'x'.repeat(5_000) } }, ['sessionId']],
  ] as [string, SentForm, string[]][])('400 for %s', async (_, form, expected) => {
    const { status, body } = await compress(service, account, form);
    expect([status, paths(body)]).toEqual([400, expected]);
    await expectNothing();
  });

  it('400 for a field or a watermark given twice, and for a file where text belongs', async () => {
    const form = new FormData();
    for (const format of ['webp', 'avif']) form.append('format', format);
    form.append('quality', new Blob(['82']), 'quality.txt');
    form.append('cover', new Blob([photo as never]), 'a.jpg');
    for (const name of ['a', 'b']) form.append('watermarkFile', new Blob([photo as never]), name);
    form.append('file', new Blob([photo as never]), 'a.jpg');
    const { status, body } = await send(form);
    expect(status).toBe(400);
    expect(paths(body)).toEqual(['cover', 'format', 'quality', 'watermarkFile']);
    await expectNothing();
  });

  it('413 for 21 files, for only too large ones, and for too large a watermark; each names its limit', async () => {
    const many = Array.from({ length: 21 }, (_, n): [string, Buffer] => [`${n}.jpg`, photo]);
    expect(await compress(service, account, { files: many })).toMatchObject({
      status: 413,
      body: { code: 'too_large', limit: 20 },
    });
    const large = Buffer.concat([photo, Buffer.alloc(20 * MEGABYTE)]);
    expect(await compress(service, account, { files: [['a.jpg', large]] })).toMatchObject({
      status: 413,
      body: { code: 'too_large', limit: 20 * MEGABYTE, files: [{ originalName: 'a.jpg', reason: 'too_large' }] },
    });
    const mark = Buffer.alloc(5 * MEGABYTE + 1);
    expect(await compress(service, account, { files: [['a.jpg', photo]], watermark: mark })).toMatchObject({
      status: 413,
      body: { code: 'too_large', limit: 5 * MEGABYTE },
    });
    await expectNothing();
  });

  it('415 when no file is an image, or the watermark is no PNG', async () => {
    const texts: [string, string][] = [
      ['a.jpg', 'text'],
      ['b.jpg', '%PDF-1.7'],
    ];
    expect(await compress(service, account, { files: texts })).toMatchObject({
      status: 415,
      body: {
        code: 'unsupported_image',
        files: [
          { originalName: 'a.jpg', reason: 'not_an_image' },
          { originalName: 'b.jpg', reason: 'unsupported_format' },
        ],
      },
    });
    const refused = await compress(service, account, { files: [['a.jpg', photo]], watermark: await makeJpeg() });
    expect(refused).toMatchObject({ status: 415, body: { code: 'unsupported_image' } });
    await expectNothing();
  });

  it('403 for a watermark or AI on a plan without them', async () => {
    account = await service.client.account({ plan: 'free' });
    const files: [string, Buffer][] = [['a.jpg', photo]];
    const requires = async (form: SentForm) => (await compress(service, account, { files, ...form })).body;
    expect(await requires({ watermark: photo })).toMatchObject({ code: 'plan_required', requires: 'watermark' });
    expect(await requires({ fields: { altText: 'true' } })).toMatchObject({ code: 'plan_required', requires: 'ai' });
    expect(await requires({ fields: { seoRename: 'on' } })).toMatchObject({ code: 'plan_required', requires: 'ai' });
    await expectNothing();
  });

  it('402 with too few credits; of two requests at once that fit only one by one, one is admitted', async () => {
    const files = Array.from({ length: 16 }, (_, n): [string, Buffer] => [`${n}.jpg`, photo]);
    const answers = await Promise.all([1, 2].map(() => compress(service, account, { files })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 402]);
    expect(answers.find(({ status }) => status === 402)?.body).toMatchObject({
      code: 'insufficient_credits',
      credit: 'compression',
      required: 16,
      available: 14,
    });
    expect((await account.usage()).compressor_used).toBe(16);
  });

  it('401 without a key, before anything is taken in', async () => {
    const stranger = Object.assign(Object.create(account) as AccountClient, { key: 'none' });
    expect((await compress(service, stranger, { files: [['a.jpg', photo]] })).status).toBe(401);
  });

  it.each([
    ['JSON', 'application/json', '{}'],
    ['no boundary', 'multipart/form-data', 'x'],
    ['nothing inside', 'multipart/form-data; boundary=b', ''],
    ['no form inside', 'multipart/form-data; boundary=b', 'x'.repeat(100_000)],
    [
      'an end too early',
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nx',
    ],
    ['endless headers', 'multipart/form-data; boundary=b', `--b\r\n${'A: b\r\n'.repeat(100_000)}`],
  ])('400 for a body of %s', async (_, type, body) => {
    const answer = await account.post<CompressBody>('/api/compress', body, { 'content-type': type });
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 400, code: 'invalid_request' });
    await expectNothing();
  });

  it('takes forms on this route alone', async () => {
    // It is answered before it has come to its end, so the client must not mind that nobody takes the rest.
    const sent = (path: string) => {
      const call = open({}, path);
      call.end(Buffer.concat([Buffer.from(PART('file')), photo, Buffer.from('\r\n--b--\r\n')]));
      return answerOf(call);
    };
    expect(await sent('/api/batches')).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(await sent('/api/nothing')).toMatchObject({ status: 404 });
  });

  it('413 for a body that says it is too large, without reading it', async () => {
    const limit = 406 * MEGABYTE;
    const call = open({ 'content-length': String(limit + 1) });
    call.flushHeaders();
    expect(await answerOf(call)).toMatchObject({ status: 413, body: { code: 'too_large', limit } });
    call.destroy();
    await expectNothing();
  });

  it('takes back what came in when the client hangs up in the middle', async () => {
    const call = open();
    call.on('error', () => {});
    call.write(PART('file'));
    call.write(Buffer.concat([photo, Buffer.alloc(6 * MEGABYTE)]));
    const uploads = () =>
      service.sql.pool.query('SELECT delete_after FROM uploads WHERE account_id = $1', [account.id]);
    await until(uploads, ({ rows }) => rows.length === 1);
    await sleep(300);
    call.destroy();
    const [row] = (await until(uploads, ({ rows }) => rows[0].delete_after.getTime() < Date.now() + 6 * 60_000)).rows;
    expect(row.delete_after.getTime()).toBeGreaterThan(Date.now());
    await expectNothing();
  });

  const PART = (name: string) => `--b\r\nContent-Disposition: form-data; name="${name}"; filename="a.jpg"\r\n\r\n`;

  function open(headers: Record<string, string> = {}, path = '/api/compress') {
    const call = request(service.client.url + path, {
      method: 'POST',
      agent: false,
      headers: {
        authorization: `Bearer ${account.key}`,
        'content-type': 'multipart/form-data; boundary=b',
        ...headers,
      },
    });
    call.on('error', () => {});
    return call;
  }

  async function answerOf(call: ReturnType<typeof request>) {
    const [response] = await once(call, 'response');
    let text = '';
    for await (const chunk of response) text += String(chunk);
    return { status: response.statusCode as number, body: JSON.parse(text) as CompressBody };
  }

  async function send(form: FormData, path = '/api/compress') {
    const headers = { authorization: `Bearer ${account.key}` };
    const response = await fetch(service.client.url + path, { method: 'POST', body: form, headers });
    return { status: response.status, body: (await response.json()) as CompressBody };
  }
});
