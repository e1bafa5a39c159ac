/**
 * Makes a checkout ready to run: installs the dependencies, generates the database client and, with `--build`, compiles
 * `dist`, each only when it is missing or out of date. Needs nothing but Node, since it runs before `npm install`.
 *
 *   node scripts/ready.mjs [--build]
 *
 * Says nothing when nothing is to do, else one line a stage on stderr; what a stage printed is shown when it fails.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runNpmQuietly, runQuietly } from './child.mjs';
import { whileLocked } from './lock.mjs';
import { onRightNode } from './node.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LOCK = join(ROOT, '.cache', 'ready.lock');

const DEPENDENCIES = {
  begins: 'installing dependencies, which takes a minute or two the first time',
  name: 'dependencies installed',
  isCurrent: dependenciesAreCurrent,
  run: installDependencies,
};
/** As package locks name it; nothing but Linux has two. */
const LIBC = process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl';
const CLIENT = stampedStage(
  'database client generated',
  'src/database/generated/.fingerprint',
  clientInputs,
  generateClient,
);
const WEB = stampedStage('dashboard built', 'web/dist/.built', webInputs, buildWeb);
const BUILD = stampedStage('service built', 'dist/.built', buildInputs, build);

/** Brings everything up to date. Two at once are safe: the second waits, and finds nothing left to do. */
export async function ready(options = { build: false }) {
  const stages = options.build ? [DEPENDENCIES, CLIENT, BUILD, WEB] : [DEPENDENCIES, CLIENT];
  if (await allCurrent(stages)) return;
  await whileLocked(LOCK, async () => {
    for (const stage of stages) {
      if (await stage.isCurrent()) continue;
      const began = Date.now();
      if (stage.begins) console.error(stage.begins);
      await stage.run();
      console.error(`${stage.name} in ${((Date.now() - began) / 1000).toFixed(1)} s`);
    }
  });
}

async function allCurrent(stages) {
  for (const stage of stages) if (!(await stage.isCurrent())) return false;
  return true;
}

/** npm notes what it installed in node_modules/.package-lock.json. Times of files say less: a copy mixes them up. */
async function dependenciesAreCurrent() {
  const installed = await readJson('node_modules/.package-lock.json');
  const wanted = await readJson('package-lock.json');
  if (!installed || !wanted) return installed !== null;
  return Object.entries(wanted.packages).every(([path, entry]) => {
    // Our own folders are listed too; they are not installed but linked.
    if (!path.includes('node_modules/')) return true;
    const found = installed.packages[path];
    if (!found) return entry.optional === true && !isForThisPlatform(entry);
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

/** Programs for one platform are optional for npm. Those of this platform must be here: a copied folder may hold another's. */
function isForThisPlatform({ os = [], cpu = [], libc }) {
  if (libc && !libc.includes(LIBC)) return false;
  return os.includes(process.platform) && cpu.includes(process.arch);
}

/**
 * Exactly what the lock names. Install scripts are left out: nothing here needs one, and some would download engines or
 * report the install to somebody.
 */
async function installDependencies() {
  // Dev dependencies also with NODE_ENV=production: building needs what npm would leave out then.
  const args = [
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  await runNpmQuietly(args, { cwd: ROOT });
}

async function clientInputs() {
  return ['prisma/schema.prisma', 'prisma.config.ts', 'node_modules/prisma/package.json'];
}

/** Prisma would download an engine that generating does not use; any file that exists keeps it from that. */
async function generateClient() {
  await runNode(['node_modules/prisma/build/index.js', 'generate'], {
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  });
}

async function buildInputs() {
  const top = (await readdir(ROOT)).filter((name) => /^tsconfig.*\.json$/.test(name));
  const sources = (await filesBelow('src')).filter((path) => !path.endsWith('.spec.ts'));
  return [...top, 'nest-cli.json', 'node_modules/typescript/package.json', ...sources];
}

async function build() {
  await runNode(['node_modules/@nestjs/cli/bin/nest.js', 'build']);
}

async function webInputs() {
  const sources = (await filesBelow('web')).filter((path) => !/^web\/(dist|node_modules)\/|\.spec\.ts$/.test(path));
  return ['node_modules/vite/package.json', ...sources];
}

async function buildWeb() {
  await runNode(['node_modules/vite/bin/vite.js', 'build', 'web', '--logLevel', 'warn']);
}

/** A stage that leaves a fingerprint of what it was made from, in a file that goes when its product goes. */
function stampedStage(name, stamp, inputs, make) {
  return {
    name,
    isCurrent: async () => (await readText(stamp)) === (await fingerprint(await inputs())),
    run: async () => {
      const made = await fingerprint(await inputs());
      await make();
      await writeFile(join(ROOT, stamp), made);
    },
  };
}

async function fingerprint(paths) {
  const hash = createHash('sha256');
  for (const path of paths.toSorted()) hash.update(`${path}\0${await readText(path)}\0`);
  return hash.digest('hex');
}

async function filesBelow(folder) {
  const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length));
}

async function readText(path) {
  return readFile(join(ROOT, path), 'utf8').catch(() => null);
}

async function readJson(path) {
  const text = await readText(path);
  return text === null ? null : JSON.parse(text);
}

function runNode(args, variables = {}) {
  return runQuietly(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...variables } });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await onRightNode();
  await ready({ build: process.argv.includes('--build') }).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
