import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadAll } from 'js-yaml';
import type { Environment } from '../../src/config/environment.js';
import { readSettings, SETTING_NAMES } from '../../src/config/settings.js';
import { statement } from '../../src/database/database.service.js';
import { inBackticks, tableRows } from '../support/markdown.js';
import { startService, type Service } from '../support/service.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Node's own. */
const BESIDE_SETTINGS = ['UV_THREADPOOL_SIZE'];
const SECRET = 'a-secret-of-enough-length';

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

describe('settings', () => {
  const readme = read('docker/README.md');
  const compose = read('docker/compose.yaml');
  const [{ 'x-environment': passed }] = loadAll(compose) as [{ 'x-environment': Record<string, string> }];

  it('of the image are known to the service', () => {
    const names = [...dockerfile.matchAll(/^ENV (.+)$/gm)].flatMap(([, line = '']) =>
      line.split(' ').map((pair) => pair.split('=')[0] ?? ''),
    );
    expect(names).toContain('NODE_ENV');
    expect(names.filter((name) => ![...SETTING_NAMES, ...BESIDE_SETTINGS].includes(name))).toEqual([]);
  });

  it('are all passed by compose.yaml, but for those that docker/README.md excepts', () => {
    const open = Object.entries(passed).filter(([name, value]) => value.includes(`\${${name}:`));
    expect(open.map(([name]) => name).sort()).toEqual(without(['both', 'compose']));
  });

  it('in compose.yaml are known to the service', () => {
    expect(Object.keys(passed).filter((name) => !SETTING_NAMES.includes(name))).toEqual([]);
  });

  it('are all named by the files for Kubernetes, as values or in comments, but for those that docker/README.md excepts', () => {
    const files = ['settings.yaml', 'secret.example.yaml'].map((file) => read(`docker/kubernetes/${file}`)).join('\n');
    const names = [...files.matchAll(/^ {2}(?:# )?([A-Z][A-Z0-9_]+): /gm)].map(([, name = '']) => name);
    expect(names.sort()).toEqual(without(['both']));
  });

  it('that production insists on have a value in the files for Kubernetes', () => {
    const [settings] = manifests<{ data: Record<string, string> }>('settings.yaml');
    const [secret] = manifests<{ stringData: Record<string, string> }>('secret.example.yaml');
    const names = [...Object.keys(settings?.data ?? {}), ...Object.keys(secret?.stringData ?? {})];
    expect(names).toEqual(expect.arrayContaining(mandatory()));
  });

  it('that docker/README.md recommends for .env are used', () => {
    const documented = tableRows(readme, 'variable').flatMap(([names]) => inBackticks(names));
    expect(documented.length).toBeGreaterThan(3);
    expect(documented.filter((name) => !passed[name]?.includes(`\${${name}:`))).toEqual([]);
  });

  it('of compose.yaml are enough with the secrets of docker/README.md, and lead where they say', () => {
    const [, names = ''] = /for name in ([A-Z0-9_ ]+);/.exec(readme) ?? [];
    const secrets = Object.fromEntries([...names.split(' '), 'ADMIN_TOKEN'].map((name) => [name, `${name}-${SECRET}`]));
    const env: Environment = { ...secrets, ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64') };
    expect(settingsOf(env)).toMatchObject({ production: true, operators: [{ name: 'operator' }], mail: null });
    expect(settingsOf({ ...env, RETENTION_DAYS: '7', MAIL_FROM: 'Ada <ada@example.com>' })).toMatchObject({
      retentionDays: 7,
      mailFrom: 'Ada <ada@example.com>',
    });

    const { ADMIN_TOKEN: _, ...unnamed } = env;
    expect(settingsOf({ ...unnamed, ADMIN_TOKENS: `alice:${SECRET}` }).operators).toEqual([
      { name: 'alice', token: SECRET },
    ]);
    expect(() => settingsOf(unnamed)).toThrow(
      'ADMIN_TOKEN: expected a secret of at least 16 characters, or ADMIN_TOKENS',
    );
    expect(() => settingsOf({ ...env, ENCRYPTION_KEY: '' })).toThrow('ENCRYPTION_KEY: see docker/README.md');
  });

  it('read PLANS_FILE where compose.yaml lays it', () => {
    expect(interpolate(passed.PLANS_FILE ?? '', { PLANS_FILE: './my-plans.json' })).toBe('/plans.json');
    expect(interpolate(passed.PLANS_FILE ?? '', {})).toBe('');
    const [, mount = ''] = /volumes: \['(.+:ro)'\]/.exec(compose) ?? [];
    expect(interpolate(mount, { PLANS_FILE: './my-plans.json' })).toBe('./my-plans.json:/plans.json:ro');
    expect(interpolate(mount, {})).toBe('/dev/null:/plans.json:ro');
  });

  /** The settings of the service in a container that compose starts with this `.env`. */
  function settingsOf(env: Environment) {
    const given = Object.entries(passed).map(([name, value]) => [name, interpolate(value, env)]);
    return readSettings({ ...Object.fromEntries(given), NODE_ENV: 'production' });
  }

  /** All settings but those that docker/README.md leaves out of these. */
  function without(of: string[]): string[] {
    const leftOut = tableRows(readme, 'left out').filter(([, files = '']) => of.includes(files));
    const names = leftOut.flatMap(([cell]) => inBackticks(cell));
    expect(names.filter((name) => !SETTING_NAMES.includes(name))).toEqual([]);
    return SETTING_NAMES.filter((name) => !names.includes(name)).sort();
  }

  /** Marked with an asterisk in the README. */
  function mandatory(): string[] {
    return [...read('README.md').matchAll(/^\| `(\w+)` \* \|/gm)].map(([, name = '']) => name);
  }
});

/** Puts variables into a text of compose.yaml as the Compose specification says. */
function interpolate(text: string, env: Environment): string {
  return text.replace(/\$\{(\w+):([-?+])([^}]*)\}/g, (_, name: string, kind: string, word: string) => {
    const value = env[name] ?? '';
    if (kind === '+') return value && word;
    if (kind === '?' && !value) throw new Error(`${name}: ${word}`);
    return value || word;
  });
}

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
