/**
 * A rolling upgrade from the previous version (docs/decisions.md, "How to write one"):
 *
 *   npm run test:long -- upgrade                  from the last tag, or from before the newest migration
 *   npm run test:long -- upgrade --from <commit>
 *
 * The old version starts on an empty database and takes a batch. In the middle of it the new API comes and migrates, while the
 * old worker works on: at that batch, then at one which the new API took. Then the new worker takes over, and secrets are
 * bound to their rows. Every image must have succeeded, no call may have failed, and the audit must hold.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ADMIN_TOKEN = 'the-token-of-the-upgrade';
const COPIES = 4;
const LIMIT_MS = 120_000;

const git = (...args) =>
  execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
const cleanups = [];
const say = (line) => console.log(`${(performance.now() / 1000).toFixed(1).padStart(6)} s  ${line}`);

/** @throws when a call or an image failed, or the audit does not hold */
export async function tryUpgrade(args) {
  const { values: given } = parseArgs({ args, options: { from: { type: 'string' } } });
  try {
    await upgrade(given.from ?? versionBefore());
  } finally {
    for (const undo of cleanups.reverse()) await undo();
  }
}

/** The last tag; without one, the commit before the newest that came with a migration. */
function versionBefore() {
  try {
    return git('describe', '--tags', '--abbrev=0');
  } catch {
    return `${git('log', '-1', '--diff-filter=A', '--format=%H', '--', 'prisma/migrations')}^`;
  }
}

async function upgrade(ref) {
  const before = await checkOut(ref);
  const { environment, bucket } = await startParts();
  const service = (root, role, port) => start(root, { ...environment, ROLE: role, PORT: String(port) });
  const { freePort } = await import('../../dist/dev/free-port.js');
  const [oldPort, newPort] = [await freePort(), await freePort()];

  const old = { api: service(before, 'api', oldPort), rest: service(before, 'worker,scheduler', 0) };
  const oldApi = client(oldPort);
  await oldApi.answers();
  say(`${git('log', '-1', '--format=%h %s', ref)}: api, worker and scheduler run`);
  const customer = await oldApi.newCustomer(bucket);
  const first = await customer.submit('first');

  const api = service(ROOT, 'api', newPort);
  const newApi = client(newPort);
  await newApi.answers();
  say('the new api has migrated and answers');
  await end(old.api);
  const newCustomer = newApi.as(customer);
  const second = await newCustomer.submit('second');
  await newCustomer.ended(first);
  await newCustomer.ended(second);
  say('the old worker ended a batch of each');

  const worker = service(ROOT, 'worker,scheduler', 0);
  const third = await newCustomer.submit('third');
  await end(old.rest);
  await newCustomer.ended(third);
  say('the new worker took over');
  await bindSecrets(newApi);
  await newCustomer.ended(await newCustomer.submit('fourth'));
  const audit = await newApi.call('GET', '/api/admin/audit');
  const broken = audit.checks.filter(({ ok }) => !ok);
  if (broken.length > 0) throw new Error(`the audit does not hold: ${JSON.stringify(broken)}`);
  say(`all ${audit.checks.length} invariants hold`);
  await Promise.all([end(api), end(worker)]);
}

/** The last step of an upgrade: no process of the old version runs any more. */
async function bindSecrets(api) {
  let page = {};
  do page = await api.call('POST', '/api/admin/reseal', { after: page.next });
  while (page.next);
  if (page.looseTexts !== 'refused') throw new Error(`sealed texts are not bound: ${JSON.stringify(page)}`);
  say('all secrets are bound to their rows');
}

/** A work tree of that version, built. Dependencies are shared when they are the same. */
async function checkOut(ref) {
  const root = join(await mkdtemp(join(tmpdir(), 'fluxbatch-upgrade-')), 'before');
  git('worktree', 'add', '--detach', root, ref);
  cleanups.push(async () => {
    git('worktree', 'remove', '--force', root);
    await rm(join(root, '..'), { recursive: true, force: true });
  });
  if (await sameDependencies(root)) await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'), 'junction');
  await run(root, ['scripts/ready.mjs', '--build']);
  return root;
}

async function sameDependencies(root) {
  const read = async (folder) => JSON.parse(await readFile(join(folder, 'package-lock.json'), 'utf8')).packages;
  const [theirs, ours] = [await read(root), await read(ROOT)];
  const isOurs = ([path, { version, integrity }]) =>
    !path.includes('node_modules/') || (ours[path]?.version === version && ours[path]?.integrity === integrity);
  return Object.entries(theirs).every(isOurs) && existsSync(join(ROOT, 'node_modules'));
}

async function startParts() {
  const { startEmbeddedParts } = await import('../../dist/dev/embedded.js');
  const { makePictures } = await import('../../examples/demo/pictures.ts');
  const { upload } = await import('../../examples/demo/bucket.ts');
  const DATA_DIR = await mkdtemp(join(tmpdir(), 'fluxbatch-upgrade-data-'));
  cleanups.push(() => rm(DATA_DIR, { recursive: true, force: true }));
  const parts = await startEmbeddedParts({ DATA_DIR }, { durable: false });
  cleanups.push(() => parts.stop());
  const { signal } = new AbortController();
  const bucket = {
    bucket: 'photos',
    endpoint: parts.environment.S3_ENDPOINT,
    region: 'us-east-1',
    forcePathStyle: true,
    accessKeyId: parts.environment.S3_ACCESS_KEY_ID,
    secretAccessKey: parts.environment.S3_SECRET_ACCESS_KEY,
  };
  const made = await makePictures(signal);
  const copies = Array.from({ length: COPIES }, (_, n) => made.map((one) => ({ ...one, key: `up/${n}/${one.key}` })));
  await upload(copies.flat(), bucket, signal);
  return { environment: { ...process.env, ...parts.environment, ADMIN_TOKEN, LOG_LEVEL: 'warn' }, bucket };
}

function start(root, env) {
  const child = spawn(process.execPath, ['--no-warnings', 'dist/main.js'], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  cleanups.push(() => end(child));
  return child;
}

async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function run(cwd, args) {
  const child = spawn(process.execPath, args, { cwd, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${args.join(' ')} failed in ${cwd}`);
}

/** A caller of one version's API; a call that is refused ends the run. */
function client(port) {
  const call = async (method, path, body, token = ADMIN_TOKEN) => {
    const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) };
    const sent = { method, headers, body: body && JSON.stringify(body) };
    const response = await fetch(`http://127.0.0.1:${port}${path}`, sent);
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  const as = ({ key, connection }) => ({
    key,
    connection,
    submit: async (name) => {
      const source = { connection, prefix: 'up/' };
      const destination = { key: `${name}/{path}{name}.{ext}` };
      return (await call('POST', '/api/batches', { source, destination, ai: { altText: true } }, key)).id;
    },
    ended: async (id) => {
      const batch = await until(
        () => call('GET', `/api/batches/${id}`, undefined, key),
        ({ endedAt }) => endedAt,
      );
      if (batch.status !== 'completed' || batch.images.succeeded !== batch.images.total)
        throw new Error(JSON.stringify(batch));
      say(`${batch.images.total} images of ${id} succeeded`);
    },
  });
  return {
    call,
    as,
    answers: () =>
      until(
        () => fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => ({})),
        ({ ok }) => ok,
      ),
    newCustomer: async (bucket) => {
      const { key } = await call('POST', '/api/admin/accounts', {
        name: 'Up',
        email: 'up@example.com',
        plan: 'agency',
      });
      const connection = await call('POST', '/api/connections', { name: 'photos', ...bucket }, key);
      return as({ key, connection: connection.id });
    },
  };
}

async function until(read, isWanted) {
  for (const deadline = Date.now() + LIMIT_MS; ; await sleep(200)) {
    const value = await read();
    if (isWanted(value)) return value;
    if (Date.now() > deadline) throw new Error(`not within ${LIMIT_MS / 1000} s: ${JSON.stringify(value)}`);
  }
}
