import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeBucket, makeJpeg } from '../support/bucket.js';
import type { AccountClient, Client } from '../support/client.js';
import { until } from '../support/until.js';
import { newPerson, tokenFor, type Browser } from './support/people.js';
import { RawConnection } from './support/raw.js';
import { startStage, type Stage } from './support/stage.js';

/** Within about a second, in every process. */
const REVOKED_SECONDS = 3;

describe('what was opened before access was taken away', () => {
  let stage: Stage;
  let { apis } = {} as Stage;

  beforeAll(async () => {
    stage = await startStage();
    ({ apis } = stage);
  });
  afterAll(() => stage.end());

  /** An account with an image that was made, and a dry run that stays open for ever. */
  async function victim() {
    const account = await apis[0].account();
    const bucket = await makeBucket(account);
    await bucket.put('a.jpg', await makeJpeg());
    const source = { connection: bucket.connection, keys: ['a.jpg'] };
    const { id } = await account.submit({ source });
    await account.ended(id);
    const [image] = await account.images(id);
    const dry = await account.submit({ source, dryRun: true });
    return { account, bucket, image: image!.id, batch: dry.id };
  }

  /** An event stream that is being read. */
  async function follow(api: Client, batch: string, headers: Record<string, string>) {
    const call = request(`${api.url}/api/batches/${batch}/events`, { headers, agent: false });
    call.end();
    const [response] = (await once(call, 'response')) as [IncomingMessage];
    let isOpen = response.statusCode === 200;
    expect(isOpen).toBe(true);
    response.resume();
    response.on('error', () => {});
    response.on('close', () => (isOpen = false));
    return { isOpen: () => isOpen, drop: () => response.destroy() };
  }

  const byKey = (account: AccountClient) => ({ authorization: `Bearer ${account.key}` });
  const bySession = ({ cookies }: Browser) => ({ cookie: [...cookies].map(([k, v]) => `${k}=${v}`).join('; ') });

  it('a deleted connection signs no links, in any process', async () => {
    const { account, bucket, image } = await victim();
    const link = (api: Client) =>
      fetch(`${api.url}/api/images/${image}/source`, { headers: byKey(account), redirect: 'manual' });
    for (const api of apis) expect((await link(api)).status).toBe(302);
    const batches = await account.get<{ data: { id: string; endedAt: string | null }[] }>('/api/batches');
    for (const { id, endedAt } of batches.body.data) {
      if (!endedAt) await account.post(`/api/batches/${id}/cancel`, {});
    }
    await until(
      () => account.delete(`/api/connections/${bucket.connection}`),
      ({ status }) => status === 204,
      20,
    );
    await sleep(1_500);
    for (const api of apis) expect((await link(api)).status).toBe(404);
  });

  it.each<[string, (found: { account: AccountClient }) => Promise<unknown>]>([
    ['a deleted key', async ({ account }) => account.delete(`/api/keys/${await keyId(account)}`)],
    ['a rolled key', async ({ account }) => account.post(`/api/keys/${await keyId(account)}/roll`, {})],
    ['a suspended account', ({ account }) => apis[0].admin('PATCH', `/accounts/${account.id}`, { suspended: true })],
  ])('the event streams of %s end, in every process', async (_, revoke) => {
    const { account, batch } = await victim();
    const streams = await Promise.all(apis.map((api) => follow(api, batch, byKey(account))));
    await sleep(1_200);
    expect(streams.map((stream) => stream.isOpen())).toEqual([true, true]);
    await revoke({ account });
    await until(
      () => streams.map((stream) => stream.isOpen()),
      ([first, second]) => !first && !second,
      REVOKED_SECONDS,
    ).finally(() => streams.forEach((stream) => stream.drop()));
  });

  it.each<[string, (person: Browser, owner: Browser, personId: string) => Promise<unknown>]>([
    ['a session that was ended', (person) => person.call('POST', '/api/auth/sign-out')],
    ['a member who was removed', (_, owner, personId) => owner.call('DELETE', `/api/account/members/${personId}`)],
  ])('the event streams of %s end, in every process', async (_, revoke) => {
    const { account, batch } = await victim();
    const members = await Promise.all(
      ['owner', 'member'].map(async (role) => {
        const { email, browser } = await newPerson(stage);
        await apis[0].admin('POST', `/accounts/${account.id}/members`, { email, role });
        await accept(stage, browser, email, account.id);
        return browser;
      }),
    );
    const [owner, member] = members as [Browser, Browser];
    const me = await member.call<{ person: { id: string } }>('GET', '/api/account');
    const streams = await Promise.all(apis.map((api) => follow(api, batch, bySession(member))));
    await revoke(member, owner, me.body.person.id);
    await until(
      () => streams.map((stream) => stream.isOpen()),
      ([first, second]) => !first && !second,
      REVOKED_SECONDS,
    ).finally(() => streams.forEach((stream) => stream.drop()));
  });

  it('the uploads of a suspended account are cut off', async () => {
    const { account } = await victim();
    const upload = await RawConnection.open(apis[1].url);
    upload.head('POST', '/api/compress', {
      ...byKey(account),
      'content-type': 'multipart/form-data; boundary=x',
      'content-length': '20000000',
    });
    upload.send('--x\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n');
    // Fast enough to be welcome otherwise.
    const sending = setInterval(() => upload.send(Buffer.alloc(50_000, 'x')), 200);
    try {
      await sleep(1_000);
      expect([upload.status, upload.isClosed]).toEqual([null, false]);
      await apis[0].admin('PATCH', `/accounts/${account.id}`, { suspended: true });
      await until(
        () => upload.isClosed || upload.status !== null,
        (isOver) => isOver,
        REVOKED_SECONDS,
      );
    } finally {
      clearInterval(sending);
      upload.drop();
    }
  });

  async function keyId(account: AccountClient): Promise<string> {
    return (await account.get<{ data: { id: string }[] }>('/api/keys')).body.data[0]!.id;
  }
});

/** Takes an invitation from the mail, where that is how it is done, and acts for the account from then on. */
async function accept(stage: Stage, browser: Browser, email: string, account: string): Promise<void> {
  const token = await tokenFor(stage, email, 2).catch(() => '');
  await browser.call('POST', '/api/account/invitations/accept', { token });
  await browser.signIn(email);
  await browser.call('POST', '/api/account/switch', { account });
}
