import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';

const EVERY_MS = 100;
const agent = new Agent({ keepAlive: true });
const { url, key } = workerData;
const began = performance.now();
const longest = { ms: 0, where: 'nothing', polls: 0 };
const stopped = new AbortController();
let unwatched = 2;

const watches = [
  { what: 'GET /health/live', path: '/health/live', headers: {} },
  { what: 'GET /api/usage', path: '/api/usage', headers: { authorization: `Bearer ${key}` } },
].map(watch);
parentPort.on('message', async (question) => {
  if (question === 'stop') {
    stopped.abort();
    await Promise.all(watches);
  }
  parentPort.postMessage({ ...longest });
});

/** A gap goes from one good answer to the next: a refusal, or no answer, makes it longer. */
async function watch({ what, path, headers }) {
  let goodAt = null;
  while (!stopped.signal.aborted) {
    const polledAt = performance.now();
    const status = await statusOf(path, headers);
    const now = performance.now();
    if (goodAt === null && status === 200 && (unwatched -= 1) === 0) parentPort.postMessage('watching');
    if (status === 200) {
      note(now - (goodAt ?? polledAt), what, status);
      goodAt = now;
    } else if (goodAt !== null) note(now - goodAt, what, status);
    await sleep(Math.max(0, EVERY_MS - (now - polledAt)));
  }
}

function note(ms, what, status) {
  longest.polls += 1;
  if (ms > longest.ms)
    Object.assign(longest, { ms, where: `${what} ${status} after ${Math.round(performance.now() - began)} ms` });
}

function statusOf(path, headers) {
  return new Promise((resolve) => {
    const request = get(url + path, { agent, headers, timeout: 20_000 }, (response) => {
      response.resume();
      response.on('close', () => resolve(response.statusCode));
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(0));
  });
}
