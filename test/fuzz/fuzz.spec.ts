import { scrypt, type ScryptOptions } from 'node:crypto';
import { Agent } from 'node:http';
import { promisify } from 'node:util';
import { devPrices, devSettings } from '../../stand-ins/stripe/dev-settings.js';
import { startStripeStandIn } from '../../stand-ins/stripe/server.js';
import { makeJpeg } from '../support/bucket.js';
import type { AccountClient } from '../support/client.js';
import { documentedAnswers } from '../support/documented-answers.js';
import { operationsOf, type Operation } from '../support/openapi.js';
import { makePerson, PASSWORD, type Person } from '../support/person.js';
import { startService, type Service } from '../support/service.js';
import { Random } from '../worlds/random.js';
import { randomCall, send, type FuzzAnswer, type FuzzCall, type Known } from './call.js';
import { problemsOf } from './judge.js';
import { oneOfEach } from './one-of-each.js';

const SEED = Number(process.env.FUZZ_SEED ?? 1);
/** `npm run test:long -- fuzz` sends 10,000; here they are enough to see that every operation stands. */
const CALLS = Number(process.env.FUZZ_CALLS ?? 600);
/** Checking a password is the most that a call may cost; a change of it takes two. */
const MOST_HASHES = 6;
const WORTH_A_LOOK_MS = 1_000;
/** No answer may take longer. */
const SLOWEST_MS = 2_000;
/** Limits of attempts are forgotten so often, or people's routes would answer nothing else. */
const FORGET_EVERY = 100;

/** How long this machine takes, at this moment, for scrypt with the costs that better-auth documents for passwords. */
async function hashMs(): Promise<number> {
  const began = performance.now();
  await promisify<string, string, number, ScryptOptions, Buffer>(scrypt)('a password', 'salt', 64, {
    N: 16_384,
    r: 16,
    p: 1,
    maxmem: 128 * 16_384 * 16 * 2,
  });
  return performance.now() - began;
}

function isJson({ headers, text }: FuzzAnswer): boolean {
  return text !== '' && /^application\/json\b/.test(String(headers['content-type']));
}

/** Random and boundary values in every field, path, query and header of every operation the service describes. */
describe('whatever is sent', () => {
  let stripe: Awaited<ReturnType<typeof startStripeStandIn>>;
  let service: Service;
  let account: AccountClient;
  let person: Person;
  let operations: Operation[];
  let known: Known;
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });

  beforeAll(async () => {
    const unlimited = { requestsPerMinute: null };
    stripe = await startStripeStandIn({ prices: devPrices(), secretKey: devSettings('').STRIPE_SECRET_KEY });
    service = await startService({
      environment: { ROLE: 'api,worker', ...devSettings(stripe.url) },
      plans: { plans: { agency: unlimited, free: unlimited } },
    });
    account = await service.client.account();
    person = await makePerson(service);
    operations = await operationsOf(service.client);
    known = { ...(await oneOfEach(service, account, person)), jpeg: await makeJpeg() };
  });
  afterAll(async () => {
    agent.destroy();
    await service.close();
    await stripe.stop();
  });

  it(
    `is answered in the documented shape and in time (seed ${SEED}, ${CALLS} calls)`,
    async () => {
      const random = new Random(SEED);
      const documented = await documentedAnswers(service.client);
      const problems: string[] = [];
      const statuses = new Map<number, number>();
      const untouched = new Set(operations.map(({ method, path }) => `${method} ${path}`));
      let slowest = 0;
      for (let call = 0; call < CALLS; call += 1) {
        if (call % FORGET_EVERY === 0) await service.flushRedis();
        // Each operation comes once, then by chance.
        const operation = operations[call] ?? random.pick(operations);
        const made = randomCall(operation, random, known, credentialsFor(operation, random));
        const answer = await send(agent, service.client.url, made);
        if (answer.status < 400) untouched.delete(`${made.method} ${operation.path}`);
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        slowest = Math.max(slowest, answer.ms);
        const found = [...problemsOf(made, answer), ...(await slownessOf(made, answer))];
        if (isJson(answer)) {
          const path = made.path.split('?')[0] ?? '';
          const wrong = documented(made.method, path, answer.status, JSON.parse(answer.text));
          if (wrong) found.push(`is not as documented: ${wrong}`);
        }
        if (found.length > 0)
          problems.push(`${JSON.stringify(made).slice(0, 600)}\n  ${found.join(', ')}: ${answer.text.slice(0, 200)}`);
        await stayIn(operation, answer.status);
      }
      const counts = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`);
      process.stdout.write(
        `fuzz: seed ${SEED}, ${CALLS} calls of ${operations.length} operations, slowest ${Math.round(slowest)} ms; ` +
          `${counts.join(', ')}; never accepted: ${[...untouched].join(', ') || 'none'}\n`,
      );
      // The first ones tell enough.
      expect({ count: problems.length, first: problems.slice(0, 10) }).toEqual({ count: 0, first: [] });
      await service.client.expectSoundBooks();
    },
    CALLS * 1_000,
  );

  /** What is slow for one caller is a lever for another. A machine that is busy makes each call slow, so it is asked again. */
  async function slownessOf(made: FuzzCall, { ms }: FuzzAnswer): Promise<string[]> {
    if (ms < WORTH_A_LOOK_MS) return [];
    const times: number[] = [];
    for (let n = 0; n < 3; n += 1) times.push((await send(agent, service.client.url, made)).ms);
    if (Math.min(ms, ...times) > SLOWEST_MS) return [`takes ${Math.round(Math.min(ms, ...times))} ms, each time`];
    const ratio = Math.min(...times) / (await hashMs());
    return ratio > MOST_HASHES ? [`takes as long as ${Math.round(ratio)} hashes of a password`] : [];
  }

  function credentialsFor({ path }: Operation, random: Random): Record<string, string> {
    if (path.startsWith('/api/admin') && random.chance(0.97)) {
      return { authorization: `Bearer ${service.settings.operators[0].token}` };
    }
    const needsPerson = /^\/api\/(auth|account)/.test(path);
    if (random.chance(needsPerson ? 0.85 : 0.2)) return { cookie: person.cookie };
    return random.chance(0.97) ? { authorization: `Bearer ${account.key}` } : {};
  }

  /** Some calls end the person's session, as they should. */
  async function stayIn({ path }: Operation, status: number): Promise<void> {
    if (!/sign-|password|members|switch/.test(path) || status >= 300) return;
    await service.flushRedis();
    if ((await person.signIn()).status === 200) return;
    // The password was changed.
    person = await makePerson(service);
    known.right['POST /api/auth/sign-in'] = { email: person.email, password: PASSWORD };
  }
});
