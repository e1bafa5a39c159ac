import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadAll } from 'js-yaml';
import { statement } from '../../src/database/database.service.js';
import { startService, type Service } from '../support/service.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Node's own, and the port on which processes without the API tell of themselves. */
const BESIDE_SETTINGS = ['UV_THREADPOOL_SIZE'];

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const dockerfile = read('docker/Dockerfile');

describe('docker/Dockerfile', () => {
  const copies = [...dockerfile.matchAll(/^COPY (?:--from=(\w+) )?(.+) \S+$/gm)].map(([, stage, paths = '']) => ({
    stage,
    paths: paths.split(' '),
  }));

  it('copies files that are there', () => {
    const fromCheckout = copies.filter(({ stage }) => stage === undefined).flatMap(({ paths }) => paths);
    expect(fromCheckout.length).toBeGreaterThan(5);
    expect(fromCheckout.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('copies from the build what a build leaves', () => {
    const built = copies.filter(({ stage }) => stage === 'build').flatMap(({ paths }) => paths);
    expect(built).toContain('/app/dist');
    expect(built.filter((path) => !existsSync(join(ROOT, path.replace('/app/', ''))))).toEqual([]);
  });

  it('has a Node that is new enough, the same in every stage', () => {
    const versions = [...dockerfile.matchAll(/^FROM node:(\d+)\S*/gm)].map(([, major]) => Number(major));
    const wanted = /(\d+)/.exec((JSON.parse(read('package.json')) as { engines: { node: string } }).engines.node)?.[1];
    expect(new Set(versions).size).toBe(1);
    expect(versions[0]).toBeGreaterThanOrEqual(Number(wanted));
  });

  it('ends as nobody special, with a health check', () => {
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile).toMatch(/^HEALTHCHECK .*health\.mjs/m);
  });

  it('keeps secrets and what is rebuilt out of the build', () => {
    const ignored = read('.dockerignore').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['docker/.env', '.data', '.git', '**/node_modules']));
  });
});

describe('variables of containers', () => {
  const schema = /const variables = z\.object\(\{([\s\S]*?)\n\}\);/.exec(read('src/config/settings.ts'))?.[1] ?? '';
  const known = [...schema.matchAll(/^ {2}([A-Z][A-Z0-9_]*):/gm)].map(([, name = '']) => name);
  const unknown = (names: string[]) => names.filter((name) => ![...known, ...BESIDE_SETTINGS].includes(name));

  it('of the image are settings', () => {
    const names = [...dockerfile.matchAll(/^ENV (.+)$/gm)].flatMap(([, line = '']) =>
      line.split(' ').map((pair) => pair.split('=')[0] ?? ''),
    );
    expect(names).toContain('NODE_ENV');
    expect(unknown(names)).toEqual([]);
  });

  it('of compose.yaml are settings, and all that production insists on', () => {
    const [file] = loadAll(read('docker/compose.yaml')) as [{ 'x-environment': Record<string, string> }];
    const names = Object.keys(file['x-environment']);
    expect(unknown(names)).toEqual([]);
    expect(names).toEqual(expect.arrayContaining(mandatory()));
  });

  it('of Kubernetes are settings, and all that production insists on', () => {
    const [settings] = manifests<{ data: Record<string, string> }>('settings.yaml');
    const [secret] = manifests<{ stringData: Record<string, string> }>('secret.example.yaml');
    const names = [...Object.keys(settings?.data ?? {}), ...Object.keys(secret?.stringData ?? {})];
    expect(unknown(names)).toEqual([]);
    expect(names).toEqual(expect.arrayContaining(mandatory()));
  });

  it('that docker/README.md names for .env are used', () => {
    const documented = [...read('docker/README.md').matchAll(/^\| (`[A-Z_]+`.*?) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
    );
    expect(documented.length).toBeGreaterThan(3);
    expect(documented.filter((name) => !read('docker/compose.yaml').includes(`\${${name}:-`))).toEqual([]);
  });

  /** Marked with an asterisk in the README. */
  function mandatory(): string[] {
    return [...read('README.md').matchAll(/^\| `(\w+)` \* \|/gm)].map(([, name = '']) => name);
  }
});

describe('manifests of Kubernetes', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.close());

  it('are all listed', () => {
    const [kustomization] = manifests<{ resources: string[] }>('kustomization.yaml');
    const files = readdirSync(join(ROOT, 'docker/kubernetes')).filter((name) => !/^(kustomization|secret)/.test(name));
    expect(kustomization?.resources.sort()).toEqual(files.sort());
  });

  it('probe routes that answer', async () => {
    const paths = ['api', 'worker', 'scheduler'].flatMap((role) => [
      ...read(`docker/kubernetes/${role}.yaml`).matchAll(/path: (\/health\S+?),/g),
    ]);
    expect(paths).toHaveLength(9);
    for (const path of new Set(paths.map(([, path = '']) => path))) {
      expect(await service.client.call('GET', path)).toMatchObject({ status: 200 });
    }
  });

  it('ask the database something it understands', async () => {
    type Scaled = { kind: string; spec: { triggers: { metadata: { query: string } }[] } };
    const scaled = manifests<Scaled>('worker.yaml').find(({ kind }) => kind === 'ScaledObject');
    const query = scaled?.spec.triggers[0]?.metadata.query ?? '';
    expect(await service.sql.run(statement('', query))).toEqual([{ coalesce: 0 }]);
  });
});

function manifests<T>(file: string): T[] {
  return loadAll(read(`docker/kubernetes/${file}`)) as T[];
}
