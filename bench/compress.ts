/**
 * `npm run bench -- compress`: what `POST /api/compress` takes for one photo as a ratio of the bare sharp call, and how much
 * memory of the API's process 20 files of 20 MB take. How to read it: docs/benchmarks.md.
 *
 *   npm run bench -- compress [--json] [--rounds 40]
 *
 * The API and the workers have a process each. The memory is the kernel's word, so that part needs Linux.
 */
import { parseArgs } from 'node:util';
import { measureLatency } from './compress/latency.ts';
import { measureUploadMemory } from './compress/upload-memory.ts';
import { startOwnServers } from './service/own-servers.ts';
import { Camera, type Picture } from './photos/pictures.ts';
import { Api, end, launch, SPLIT, untilReady } from './service/service-side.ts';
import { freePort } from '#service/dev/free-port.js';

const FILES = 20;
const say = (line: string) => process.stdout.write(`${line}\n`);
const { values } = parseArgs({ options: { json: { type: 'boolean' }, rounds: { type: 'string', default: '40' } } });

const servers = await startOwnServers();
const { settings } = servers;
const port = String(await freePort());
const environment = { ...servers.environment, PORT: port, LOG_LEVEL: 'warn' };
const children = SPLIT.map((ROLE) => launch({ ...environment, ROLE }));
try {
  const url = `http://127.0.0.1:${port}`;
  await untilReady(new Api(url), children);
  const account = { name: 'Benchmark', email: 'benchmark@example.com', plan: 'agency' };
  const operator = new Api(url, settings.operators[0].token);
  const { key } = await operator.call<{ key: string }>('POST', '/api/admin/accounts', account);

  const compress = async ({ name, bytes }: Picture, copies = 1): Promise<void> => {
    const form = new FormData();
    const blob = new Blob([bytes as Buffer<ArrayBuffer>]);
    for (let copy = 1; copy <= copies; copy += 1) form.append('file', blob, name);
    const headers = { authorization: `Bearer ${key}` };
    const response = await fetch(`${url}/api/compress`, { method: 'POST', headers, body: form });
    const text = await response.text();
    // A slow machine may need longer than anybody waits; what was taken in was taken in.
    if (response.status !== 200 && !(copies > 1 && response.status === 202)) throw new Error(text);
    if (/"status":"failed"/.test(text)) throw new Error(text);
  };

  const latency = await measureLatency(await Camera.load(), (photo) => compress(photo), Number(values.rounds));
  const { bytes, megapixels, rounds, serviceMs, sharpMs, ratio } = latency;
  say(`one JPEG of ${Math.round(bytes / 1000)} kB, ${megapixels} megapixels, to WebP, medians of ${rounds} rounds:`);
  say(`  POST /api/compress ${serviceMs} ms   bare sharp call ${sharpMs} ms   ratio ${ratio.toFixed(2)}`);
  const memory = await measureUploadMemory(children[0]?.pid ?? 0, FILES, compress);
  const { sentMb, beforeMb, peakMb, grownMb, seconds } = memory;
  say(`${FILES} files, ${sentMb} MB, in ${seconds} s:`);
  say(`  memory of the API's process ${beforeMb} MB before, ${peakMb} MB at most: grown by ${grownMb} MB`);
  if (values.json) say(JSON.stringify({ latency, memory }));
} finally {
  await Promise.all(children.map(end));
  await servers.stop();
}
process.exit(0);
