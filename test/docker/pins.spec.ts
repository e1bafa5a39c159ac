import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';

const read = (path: string) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8');

describe('what others make', () => {
  it('is pinned by digest where it is an image', () => {
    const [{ services }] = loadAll(read('docker/compose.yaml')) as [{ services: Record<string, { image?: string }> }];
    const composed = Object.values(services).map(({ image }) => image ?? '');
    const bases = [...read('docker/Dockerfile').matchAll(/^FROM (\S+)/gm)].map(([, image = '']) => image);
    const foreign = [...composed, ...bases].filter((image) => !['', 'fluxbatch'].includes(image));
    expect(foreign).toHaveLength(6);
    for (const image of foreign) expect(image).toMatch(/^[\w/-]+:v?\d+\.\d+\.?\d*\S*@sha256:[0-9a-f]{64}$/);
    expect(new Set(bases).size).toBe(1);
  });

  it('is pinned by commit where it is an action', () => {
    const texts = ['ci', 'weekly'].map((name) => read(`.github/workflows/${name}.yml`)).join('\n');
    const used = [...texts.matchAll(/uses: (.+)$/gm)].map(([, action = '']) => action);
    expect(used.length).toBeGreaterThan(8);
    for (const action of used) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });
});

interface Policy {
  metadata: { name: string };
  spec: {
    podSelector: { matchLabels: Record<string, string> };
    policyTypes: string[];
    ingress?: { ports: { port: number }[] }[];
    egress?: { to: { ipBlock?: { cidr: string; except?: string[] } }[]; ports: { port: number }[] }[];
  };
}

describe('the network of Kubernetes', () => {
  const policies = loadAll(read('docker/kubernetes/network-policy.yaml')) as Policy[];

  it('denies every pod what is not named', () => {
    const [nothing] = policies;
    expect(nothing?.spec).toEqual({
      podSelector: { matchLabels: { app: 'fluxbatch' } },
      policyTypes: ['Ingress', 'Egress'],
    });
    for (const role of ['api', 'worker', 'scheduler']) {
      expect(read(`docker/kubernetes/${role}.yaml`)).toContain(`labels: { app: fluxbatch, role: ${role} }`);
    }
  });

  it('lets in on ports that a process listens on', () => {
    const inward = policies.flatMap(({ spec }) =>
      (spec.ingress ?? []).flatMap(({ ports }) => ports.map(({ port }) => port)),
    );
    expect([...new Set(inward)].sort()).toEqual([3000, 9464]);
  });

  it('lets out to the internet, but not to private addresses and not to the metadata of a cloud', () => {
    const rules = policies.flatMap(({ spec }) => spec.egress ?? []);
    const wide = rules
      .flatMap(({ to }) => to.map(({ ipBlock }) => ipBlock))
      .filter((block) => block?.cidr.endsWith('/0'));
    expect(wide).toHaveLength(2);
    expect(wide[0]?.except).toEqual(expect.arrayContaining(['169.254.0.0/16', '10.0.0.0/8', '192.168.0.0/16']));
    expect(wide[1]?.except).toEqual(expect.arrayContaining(['fc00::/7', 'fe80::/10']));
  });

  it('believes no proxy before one is named', () => {
    const [settings] = loadAll(read('docker/kubernetes/settings.yaml')) as [{ data: object }];
    expect(settings.data).not.toHaveProperty('TRUSTED_PROXIES');
  });
});
