import { createServer, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import { RolesService } from '../../src/storage/roles.service.js';
import { Bucket } from '../../src/storage/bucket.js';
import type { Settings } from '../../src/config/settings.js';
import { StorageError } from '../../src/storage/storage-error.js';

const never = new AbortController().signal;
const MB = 1_000_000;
const PIECE = Buffer.alloc(MB / 10, 'x');
const TOO_LARGE = {
  reason: 'storage_error',
  retryable: true,
  message: expect.stringMatching(/more than the \d+ bytes/),
};

/** Sends as much as is taken, up to so many bytes. Answers what was taken through `sent`. */
function flood(head: string, status: number, bytes: number, sent = { bytes: 0 }): RequestListener {
  return (request, response) => {
    request.resume();
    response.writeHead(status, { 'content-type': 'application/xml' }).write(head);
    const more = () => {
      while (!response.destroyed && sent.bytes < bytes) {
        sent.bytes += PIECE.length;
        if (!response.write(PIECE)) return void response.once('drain', more);
      }
      response.end();
    };
    more();
  };
}

/**
 * How long the process worked between two turns of its event loop at most, and by how much memory grew. Counted in its own
 * time on the processor: other programs on busy cores are none of it.
 */
async function measured(work: () => Promise<unknown>): Promise<{ blockedMs: number; grownMb: number }> {
  const spentMs = () => (process.cpuUsage().user + process.cpuUsage().system) / 1_000;
  const before = process.memoryUsage.rss();
  let [most, blockedMs, last] = [before, 0, { at: performance.now(), spent: spentMs() }];
  const look = () => {
    const now = { at: performance.now(), spent: spentMs() };
    blockedMs = Math.max(blockedMs, Math.min(now.at - last.at, now.spent - last.spent));
    most = Math.max(most, process.memoryUsage.rss());
    last = now;
  };
  const watch = setInterval(look, 10);
  await work().finally(() => clearInterval(watch));
  look();
  return { blockedMs, grownMb: (most - before) / MB };
}

describe('a storage that answers what no storage answers', () => {
  let answer: RequestListener;
  let calls = 0;
  let server: Server;
  let endpoint: string;
  let bucket: Bucket;

  beforeAll(async () => {
    server = createServer((request, response) => {
      calls += 1;
      answer(request, response);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    endpoint = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
    const keys = { accessKeyId: 'a', secretAccessKey: 'b' };
    bucket = new Bucket({ endpoint, region: 'us-east-1', bucket: 'b', forcePathStyle: true, ...keys }, true);
    // What is loaded and compiled at the first call is no part of what is measured.
    answer = (_, response) => response.end('<ListBucketResult></ListBucketResult>');
    await bucket.check();
  });
  beforeEach(() => (calls = 0));
  afterAll(() => {
    bucket.close();
    server.closeAllConnections();
    server.close();
  });

  const harmless = async (work: () => Promise<unknown>) => {
    const { blockedMs, grownMb } = await measured(work);
    expect(blockedMs).toBeLessThan(1_000);
    expect(grownMb).toBeLessThan(100);
  };

  it.each([
    ['an error of 30 MB', '<Error><Code>AccessDenied</Code><Message>', 403, 30 * MB],
    ['a listing of 600 MB', '<ListBucketResult><Name>', 200, 600 * MB],
  ])('is cut off: %s', async (_, head, status, bytes) => {
    const sent = { bytes: 0 };
    answer = flood(head, status, bytes, sent);
    await harmless(() => expect(bucket.check()).rejects.toMatchObject(TOO_LARGE));
    expect(calls).toBe(1);
    expect(sent.bytes).toBeLessThan(20 * MB);
  });

  const refusing = (code: string, message = code): RequestListener => {
    return (_, response) =>
      void response
        .writeHead(403, { 'content-type': 'application/xml' })
        .end(`<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
  };

  it.each([
    ['s3:ListBucket', () => bucket.check()],
    ['s3:GetObject', () => bucket.get('a', 10, null, never)],
    ['s3:PutObject', () => bucket.put('a', PIECE, { contentType: 'image/png' }, never)],
  ])('denies %s, and the refusal names it', async (permission, call) => {
    const message = `The storage refused access: the credentials lack the permission ${permission}`;
    answer = refusing('AccessDenied', 'Access Denied');
    await expect(call()).rejects.toMatchObject({ reason: 'access_denied', retryable: false, permission, message });
  });

  it('denies what the call did not ask for, and the refusal names that', async () => {
    answer = refusing('AccessDenied', 'User: arn:aws:iam::1:user/a is not authorized to perform: kms:Decrypt on it');
    await expect(bucket.get('a', 10, null, never)).rejects.toMatchObject({ permission: 'kms:Decrypt' });
  });

  it('does not know the credentials, and the refusal names no permission', async () => {
    for (const code of ['InvalidAccessKeyId', 'SignatureDoesNotMatch']) {
      answer = refusing(code);
      await expect(bucket.check()).rejects.toMatchObject({
        reason: 'access_denied',
        permission: null,
        message: 'The storage refused access: it does not accept the access key or the secret',
      });
    }
  });

  it('is cut off whatever it was asked', async () => {
    const error = (status = 403) => (answer = flood('<Error><Message>', status, 30 * MB));
    await harmless(async () => {
      error();
      await expect(bucket.get('a', 10, null, never)).rejects.toMatchObject(TOO_LARGE);
      error();
      await expect(bucket.open('a', null, never)).rejects.toMatchObject(TOO_LARGE);
      error();
      await expect(bucket.put('a', PIECE, { contentType: 'image/png' }, never)).rejects.toMatchObject(TOO_LARGE);
      error(200);
      await expect(bucket.put('a', PIECE, { contentType: 'image/png' }, never)).rejects.toMatchObject(TOO_LARGE);
    });
  });

  it('gives no more keys than it was asked for', async () => {
    const keys = (count: number) =>
      `<ListBucketResult>${'<Contents><Key>a</Key></Contents>'.repeat(count)}</ListBucketResult>`;
    answer = (_, response) => response.end(keys(400_000));
    await harmless(() => expect(bucket.list('', null, 1_000)).rejects.toMatchObject(TOO_LARGE));
    answer = (_, response) => response.end(keys(30_000));
    await harmless(async () => expect(await bucket.list('', null, 1_000)).toHaveLength(1_000));
  });

  it('does not stop the process with what is just not too large', async () => {
    const long = `<Contents><Key>${'&#x26;'.repeat(1_024)}</Key></Contents>`;
    const most = ['<Contents/>', long, 'x', '&amp;'].map((part) => part.repeat(Math.floor(MB / part.length)));
    for (const xml of most) {
      answer = (_, response) => response.end(`<ListBucketResult>${xml}</ListBucketResult>`);
      const listed = () => bucket.list('', null, 1_000);
      if (xml.startsWith('<')) await harmless(listed);
      else await harmless(() => expect(listed()).rejects.toMatchObject({ message: expect.stringContaining('8192') }));
    }
  });

  it('is refused at once when it announces too much, and is not waited for', async () => {
    answer = (_, response) => void response.writeHead(200, { 'content-length': '1000000000000' }).write('<');
    const began = Date.now();
    await expect(bucket.list('', null, 100)).rejects.toMatchObject(TOO_LARGE);
    expect(Date.now() - began).toBeLessThan(2_000);
  });

  it('may announce the size of an object in the answer to HEAD', async () => {
    answer = (_, response) => void response.writeHead(200, { 'content-length': '1000000000000', etag: '"e"' }).end();
    expect(await bucket.head('large.jpg', never)).toMatchObject({ etag: '"e"' });
  });

  it('is given up when it drips and the time of the call is over', async () => {
    answer = (_, response) => {
      response.writeHead(403).write('<Error><Message>');
      const drip = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(drip));
    };
    const late = bucket.get('a', 10, null, AbortSignal.timeout(300));
    await expect(late).rejects.toMatchObject({ reason: 'storage_error', retryable: true });
  });

  it('lists keys of which 1,000 are too much for one answer, all of them and in order', async () => {
    const all = Array.from({ length: 1_300 }, (_, n) => `${String(n).padStart(4, '0')}${'&'.repeat(1_020)}`);
    answer = ({ url }, response) => {
      const asked = new URL(url ?? '', endpoint).searchParams;
      const behind = all.filter((key) => key > (asked.get('start-after') ?? ''));
      const page = behind.slice(0, Number(asked.get('max-keys')));
      const xml = page.map((key) => `<Contents><Key>${key.replaceAll('&', '&#x26;')}</Key><Size>1</Size></Contents>`);
      response.end(`<ListBucketResult>${xml.join('')}</ListBucketResult>`);
    };
    const first = await bucket.list('', null, 1_000);
    expect(first.map(({ key }) => key)).toEqual(all.slice(0, 1_000));
    const second = await bucket.list('', first.at(-1)?.key ?? null, 1_000);
    expect(second.map(({ key }) => key)).toEqual(all.slice(1_000));
  });

  it('has few words in the log: on one line, without addresses', async () => {
    const message = `${'no\r\nway for ada@example.com '.repeat(2_000)}`;
    answer = (_, response) =>
      response
        .writeHead(400)
        .end(`<Error><Code>Odd\n ada@b ${'c'.repeat(500)}</Code><Message>${message}</Message></Error>`);
    const refusal = await bucket.check().catch((thrown: unknown) => thrown as StorageError);
    expect(refusal).toBeInstanceOf(StorageError);
    const told = (refusal as StorageError).message;
    expect(told.length).toBeLessThanOrEqual(200);
    expect(told).not.toMatch(/[\r\n@]/);
    expect(told).toContain('no way for [address]');
  });

  it('is cut off as STS', async () => {
    const sts = { endpoint, keyPair: { accessKeyId: 'a', secretAccessKey: 'b' } };
    const roles = new RolesService({ sts, allowPrivateEndpoints: true } as unknown as Settings);
    const roleArn = 'arn:aws:iam::999988887777:role/images';
    const role = { accountId: 'acc_1', roleArn, bucket: 'b', region: 'us-east-1' };
    for (const [status, bytes] of [
      [403, 30 * MB],
      [200, 600 * MB],
    ] as const) {
      answer = flood('<AssumeRoleResponse><AssumeRoleResult>', status, bytes);
      await harmless(() => expect(roles.credentials(role, 'external').get()).rejects.toMatchObject(TOO_LARGE));
    }
    roles.onApplicationShutdown();
  });
});
