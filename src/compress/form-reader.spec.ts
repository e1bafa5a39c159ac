import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError } from '../common/errors.js';
import { passOver } from './file-intake.js';
import { readForm, type FormParts } from './form-reader.js';

const part = (name: string, value: string, fileName?: string) =>
  `--b\r\nContent-Disposition: form-data; name="${name}"${fileName === undefined ? '' : `; filename="${fileName}"`}\r\n\r\n${value}\r\n`;
const END = '--b--\r\n';

describe('reading a form', () => {
  let seen: string[];
  let body: PassThrough;
  const limits = { bytes: 100_000, stallMs: 200, pace: { bytesPerSecond: 10_000, graceMs: 300 } };

  beforeEach(() => {
    seen = [];
    body = new PassThrough();
  });

  const parts: FormParts = {
    field: (name, value) => void seen.push(`${name}=${value}`),
    async file(name, fileName, stream) {
      await passOver(stream);
      seen.push(`${name}: ${fileName}`);
    },
    tooMany: (what) => void seen.push(`too many ${what}`),
  };
  const read = (given = parts, signal = new AbortController().signal) => {
    const headers = { 'content-type': 'multipart/form-data; boundary=b' };
    return readForm(Object.assign(body, { headers }) as unknown as IncomingMessage, given, signal, limits);
  };

  it('hands on fields and files in any pieces', async () => {
    const done = read();
    const text = part('a', '1') + part('f', 'bytes', 'ü.jpg') + part('b', '2') + END;
    for (const byte of Buffer.from(text)) body.write(Buffer.from([byte]));
    body.end();
    await done;
    expect(seen.toSorted()).toEqual(['a=1', 'b=2', 'f: ü.jpg']);
  });

  it('counts files and fields', async () => {
    const files = Array.from({ length: 30 }, () => part('f', '', 'a')).join('');
    const fields = Array.from({ length: 60 }, () => part('a', '')).join('');
    body.end(files + fields + END);
    await read();
    expect(new Set(seen.filter((text) => text.startsWith('too')))).toEqual(
      new Set(['too many files', 'too many fields']),
    );
  });

  it('stops at the limit, and leaves the rest of the body to be passed over', async () => {
    const done = read();
    body.write(part('f', 'x'.repeat(200_000), 'a'));
    await expect(done).rejects.toMatchObject({ code: 'too_large', details: { limit: 100_000 } });
    expect(body.destroyed).toBe(false);
  });

  it('does not wait for a client that stalls', async () => {
    body.write(part('f', 'x', 'a'));
    await expect(read()).rejects.toMatchObject({ details: { fields: [{ message: 'expected no silence of 0.2 s' }] } });
  });

  it('does not take slow work of ours for a silence of the client', async () => {
    body.end(part('f', 'x'.repeat(90_000), 'a') + END);
    const slow: FormParts = {
      ...parts,
      async file(...given) {
        await sleep(500);
        await parts.file(...given);
      },
    };
    await read(slow);
    expect(seen).toEqual(['f: a']);
  });

  it('is cut off when it drips, however often', async () => {
    const began = performance.now();
    const drip = setInterval(() => body.write('x'), 20);
    await expect(read()).rejects.toMatchObject({ code: 'invalid_request', details: { fields: [{ path: 'body' }] } });
    clearInterval(drip);
    expect(performance.now() - began).toBeGreaterThanOrEqual(290);
  });

  it('that is faster than the slowest that is waited for is taken', async () => {
    body.write(part('f', '', 'a').slice(0, -2));
    for (let beat = 0; beat < 40; beat += 1) {
      body.write('x'.repeat(1_000));
      await sleep(20);
    }
    body.end(`\r\n${END}`);
  });

  it('has its time in all', async () => {
    const drip = setInterval(() => body.write('x'), 20);
    await expect(read(parts, AbortSignal.timeout(300))).rejects.toBeInstanceOf(ApiError);
    clearInterval(drip);
  });

  it('ends a file under way when the client hangs up', async () => {
    const done = read();
    body.write(part('f', 'x'.repeat(50_000), 'a').slice(0, -2));
    await sleep(50);
    body.destroy(new Error('aborted'));
    await expect(done).rejects.toMatchObject({ code: 'invalid_request' });
    expect(seen).toEqual([]);
  });

  it('takes a file that breaks off for a fault of the form, also when its reader is the first to say so', async () => {
    body.end(part('f', 'x', 'a').slice(0, -2));
    await expect(read()).rejects.toMatchObject({ code: 'invalid_request' });
    expect(seen).toEqual([]);
  });

  it('throws what a part throws, and ends with it', async () => {
    body.end(part('f', 'x'.repeat(90_000), 'a') + END);
    const fault = new Error('our fault');
    await expect(read({ ...parts, file: () => Promise.reject(fault) })).rejects.toBe(fault);
  });
});
