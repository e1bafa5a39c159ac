import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from './settings.js';

const complete = {
  DATABASE_URL: 'postgresql://u:p@db:5432/fluxbatch',
  REDIS_URL: 'redis://redis:6379',
  S3_BUCKET: 'own-bucket',
  ADMIN_TOKEN: 'a-token-of-enough-length',
  ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
};

describe('readSettings', () => {
  it('fills in what development leaves open', () => {
    expect(readSettings(complete)).toMatchObject({
      production: false,
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:3000',
      allowPrivateEndpoints: true,
      openai: null,
      catalogue: { plans: { agency: { compressions: null, ai: 10_000 } } },
    });
  });

  it('is stricter in production', () => {
    const production = { ...complete, NODE_ENV: 'production' };
    expect(() => readSettings(production)).toThrow(/PUBLIC_URL/);
    expect(readSettings({ ...production, PUBLIC_URL: 'https://flux.example.com/' })).toMatchObject({
      production: true,
      publicUrl: 'https://flux.example.com',
      allowPrivateEndpoints: false,
    });
  });

  it.each([
    ['DATABASE_URL', 'mysql://db', /expected postgresql:/],
    ['REDIS_URL', 'nonsense', /expected redis:/],
    ['PORT', '70000', /PORT/],
    ['ROLE', 'api,cook', /ROLE/],
    ['ADMIN_TOKEN', 'short', /ADMIN_TOKEN/],
    ['ADMIN_TOKENS', 'alice:short', /ADMIN_TOKENS: expected tokens of at least 16/],
    ['ADMIN_TOKENS', 'a-token-without-a-name', /ADMIN_TOKENS: expected name:token/],
    ['ADMIN_TOKENS', 'a b:a-token-of-enough-length-1', /ADMIN_TOKENS: expected name:token/],
    ['ADMIN_TOKENS', 'Alice:a-token-of-enough-length-1,alice:a-token-of-enough-length-2', /a name is there twice/],
    ['ADMIN_TOKENS', 'operator:a-token-of-enough-length-1', /ADMIN_TOKEN has the name operator/],
    ['ADMIN_TOKENS', 'alice:a-token-of-enough-length', /two operators have the same token/],
    ['ENCRYPTION_KEY', 'dG9vIHNob3J0', /expected 32 bytes as base64/],
    ['ALLOW_PRIVATE_ENDPOINTS', 'maybe', /ALLOW_PRIVATE_ENDPOINTS/],
    ['S3_ACCESS_KEY_ID', 'half-a-pair', /expected both or neither/],
    ['OPENAI_INPUT_PRICE', '0.4', /expected both or neither/],
    ['PLANS_FILE', '/there/is/no/such.json', /expected a readable JSON file/],
  ])('names %s when it is wrong', (name, value, expected) => {
    expect(() => readSettings({ ...complete, [name]: value })).toThrow(expected);
    expect(() => readSettings({ ...complete, [name]: value })).toThrow(name);
  });

  it('takes Stripe whole or not at all, and names what is missing', () => {
    const prices = ['STARTER', 'PRO', 'AGENCY', 'TOPUP_SMALL', 'TOPUP_MEDIUM', 'TOPUP_LARGE'];
    const stripe = {
      STRIPE_SECRET_KEY: 'sk_test_1',
      STRIPE_WEBHOOK_SECRET: 'whsec_1',
      ...Object.fromEntries(prices.map((name) => [`STRIPE_PRICE_${name}`, `price_${name}`])),
    };
    expect(readSettings(complete).stripe).toBeNull();
    expect(readSettings({ ...complete, ...stripe, STRIPE_PRICE_PRO_YEARLY: 'price_year' }).stripe).toMatchObject({
      apiBase: null,
      prices: { plans: { pro: { month: 'price_PRO', year: 'price_year' }, agency: { year: null } } },
    });
    for (const name of Object.keys(stripe)) {
      expect(() => readSettings({ ...complete, ...stripe, [name]: '' })).toThrow(new RegExp(`- ${name}: expected`));
    }
    expect(() => readSettings({ ...complete, STRIPE_SECRET_KEY: 'sk_1' })).toThrow(
      /STRIPE_WEBHOOK_SECRET[^]*STRIPE_PRICE_STARTER[^]*STRIPE_PRICE_TOPUP_LARGE/,
    );
    expect(() => readSettings({ ...complete, ...stripe, STRIPE_PRICE_PRO: 'price_AGENCY' })).toThrow(
      /STRIPE_PRICE_AGENCY: expected another price than that of STRIPE_PRICE_PRO/,
    );
    expect(() => readSettings({ ...complete, ...stripe, STRIPE_PRICE_PRO: 'pro_1' })).toThrow(
      /STRIPE_PRICE_PRO: expected/,
    );
  });

  it('takes OpenID Connect whole or not at all, and in production over https alone', () => {
    const whole = { OIDC_ISSUER: 'https://id.example/x', OIDC_CLIENT_ID: 'c', OIDC_CLIENT_SECRET: 's' };
    expect(readSettings(complete).oidc).toBeNull();
    expect(readSettings({ ...complete, ...whole }).oidc).toMatchObject({ clientId: 'c', name: 'id.example' });
    expect(readSettings({ ...complete, ...whole, OIDC_NAME: 'Example ID' }).oidc?.name).toBe('Example ID');
    for (const name of Object.keys(whole)) {
      expect(() => readSettings({ ...complete, ...whole, [name]: undefined })).toThrow(
        /OIDC_ISSUER, OIDC_CLIENT_ID and/,
      );
    }
    const plain = { ...whole, OIDC_ISSUER: 'http://id.example' };
    expect(readSettings({ ...complete, ...plain }).oidc?.issuer).toBe('http://id.example');
    const production = { ...complete, ...plain, NODE_ENV: 'production', PUBLIC_URL: 'https://x.example' };
    expect(() => readSettings(production)).toThrow(/OIDC_ISSUER: expected an https/);
  });

  it('takes Redis as a server, by sentinels and as a cluster', () => {
    const redis = (given: object) => readSettings({ ...complete, ...given }).redis;
    expect(redis({ REDIS_URL: 'rediss://me:p%40ss@redis/3' })).toMatchObject({
      mode: 'standalone',
      nodes: [{ host: 'redis', port: 6379 }],
      username: 'me',
      password: 'p@ss',
      tls: true,
      db: 3,
    });
    const sentinels = { REDIS_MODE: 'sentinel', REDIS_URL: 'redis://one', REDIS_NODES: 'two:26380, [::1]:26381' };
    expect(redis({ ...sentinels, REDIS_SENTINEL_MASTER: 'main' })).toMatchObject({
      master: 'main',
      tls: false,
      nodes: [
        { host: 'one', port: 26379 },
        { host: 'two', port: 26380 },
        { host: '::1', port: 26381 },
      ],
    });
    expect(() => redis(sentinels)).toThrow(/REDIS_SENTINEL_MASTER: expected the name/);
    expect(() => redis({ ...sentinels, REDIS_NODES: 'two' })).toThrow(/REDIS_NODES: expected host:port/);
    expect(() => redis({ REDIS_NODES: 'two:6379' })).toThrow(/REDIS_NODES: expected nothing/);
    expect(() => redis({ REDIS_MODE: 'cluster', REDIS_URL: 'redis://one/2' })).toThrow(/REDIS_URL: .* a cluster/);
  });

  it('bounds connections, waits and the time to stop', () => {
    expect(readSettings(complete)).toMatchObject({
      database: { poolSize: 16, statementTimeoutMs: 60_000, lockTimeoutMs: 30_000, pooler: false },
      stop: { limitMs: 25_000, delayMs: 0, workMs: 20_000 },
      metricsToken: complete.ADMIN_TOKEN,
      healthPort: null,
      traces: null,
    });
    const production = { ...complete, NODE_ENV: 'production', PUBLIC_URL: 'https://flux.example.com' };
    expect(readSettings(production).stop).toEqual({ limitMs: 25_000, delayMs: 5_000, workMs: 15_000 });
    expect(readSettings({ ...production, ROLE: 'worker' }).stop.workMs).toBe(20_000);
    expect(readSettings({ ...production, STOP_SECONDS: '10' }).stop.workMs).toBe(0);
    expect(() => readSettings({ ...complete, DATABASE_POOL_SIZE: '1000' })).toThrow(/DATABASE_POOL_SIZE/);
    expect(() => readSettings({ ...complete, DATABASE_LOCK_SECONDS: '61' })).toThrow(/DATABASE_LOCK_SECONDS/);
    expect(() => readSettings({ ...complete, STOP_DELAY_SECONDS: '13' })).toThrow(/STOP_DELAY_SECONDS/);
    expect(() => readSettings({ ...complete, OTEL_TRACES_SAMPLER_ARG: '2' })).toThrow(/OTEL_TRACES_SAMPLER_ARG/);
  });

  it('names everything that is missing, at once', () => {
    expect(() => readSettings({})).toThrow(/DATABASE_URL[^]*REDIS_URL[^]*S3_BUCKET[^]*ENCRYPTION_KEY[^]*ADMIN_TOKEN/);
  });

  it('lays a plans file over the built-in catalogue and refuses one it does not understand', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'plans-')), 'plans.json');
    writeFileSync(file, JSON.stringify({ plans: { free: { compressions: 7 } }, topups: { small: 10 } }));
    expect(readSettings({ ...complete, PLANS_FILE: file }).catalogue).toMatchObject({
      plans: { free: { compressions: 7, ai: 0 }, starter: { compressions: 200 } },
      topups: { small: 10, medium: 500 },
    });
    writeFileSync(file, JSON.stringify({ plans: { gold: {} } }));
    expect(() => readSettings({ ...complete, PLANS_FILE: file })).toThrow(/PLANS_FILE: plans/);
    writeFileSync(file, JSON.stringify({ plans: { free: { ai: -1 } } }));
    expect(() => readSettings({ ...complete, PLANS_FILE: file })).toThrow(/PLANS_FILE: plans.free.ai/);
  });
});
