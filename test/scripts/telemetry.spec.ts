import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string) => readFile(join(ROOT, path), 'utf8');
const SCARF = 'node_modules/@scarf/scarf';

describe('telemetry of packages', () => {
  it('is brought by one package alone, which counts installs in a script', async () => {
    const { packages } = JSON.parse(await read('package-lock.json')) as {
      packages: Record<string, { dependencies?: object }>;
    };
    const bringers = Object.entries(packages).filter(([, { dependencies }]) => '@scarf/scarf' in (dependencies ?? {}));
    expect(bringers.map(([name]) => name)).toEqual(['node_modules/swagger-ui-dist']);
  });

  it('never runs: no install runs scripts, nor in the image, which does not even hold it', async () => {
    expect(await read('.npmrc')).toMatch(/^ignore-scripts=true$/m);
    const dockerfile = await read('docker/Dockerfile');
    const scripts = (await readdir(join(ROOT, 'scripts'))).filter((name) => name.endsWith('.mjs'));
    const texts = [dockerfile, ...(await Promise.all(scripts.map((name) => read(`scripts/${name}`))))];
    const installs = texts.flatMap((text) => text.match(/(npm ci\b.*|\[\s*'ci',[^\]]*\])/g) ?? []);
    expect(installs.length).toBeGreaterThanOrEqual(4);
    for (const install of installs) expect(install).toContain('--ignore-scripts');
    expect(dockerfile).toMatch(/^RUN rm -rf node_modules\/@scarf\b/m);
  });

  it('sends nothing even if somebody ran it', async () => {
    const { scarfSettings } = JSON.parse(await read('package.json')) as { scarfSettings: object };
    expect(await callsOfScarf({})).toBe(1);
    expect(await callsOfScarf({ scarfSettings })).toBe(0);
  }, 30_000);
});

/** Runs the script in a tree of its own, with a server of ours in the place of theirs. */
async function callsOfScarf(settings: object): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'fluxbatch-telemetry-'));
  const write = (path: string, content: object) => writeFile(join(folder, path), JSON.stringify(content));
  await mkdir(join(folder, 'node_modules/swagger-ui-dist'), { recursive: true });
  await cp(join(ROOT, SCARF), join(folder, SCARF), { recursive: true });
  const dependencies = { 'swagger-ui-dist': '5.33.0' };
  await write('package.json', { name: 'tree', version: '1.0.0', dependencies, ...settings });
  const bringer = { name: 'swagger-ui-dist', version: '5.33.0', dependencies: { '@scarf/scarf': '=1.4.0' } };
  await write('node_modules/swagger-ui-dist/package.json', bringer);
  let calls = 0;
  const server = createServer((_, response) => {
    calls += 1;
    response.end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const SCARF_LOCAL_PORT = String((server.address() as AddressInfo).port);
  const env = { ...process.env, INIT_CWD: folder, SCARF_LOCAL_PORT, SCARF_ANALYTICS: '', DO_NOT_TRACK: '' };
  await once(spawn(process.execPath, ['report.js'], { cwd: join(folder, SCARF), env, stdio: 'ignore' }), 'exit');
  server.close();
  await rm(folder, { recursive: true, force: true });
  return calls;
}
