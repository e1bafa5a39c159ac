import { Browser, mailsTo, newPerson, PASSWORD, someAddress, tokenFor } from './support/people.js';
import { startStage, type Stage } from './support/stage.js';

interface AccountBody {
  id: string;
  role: string;
  accounts: { id: string }[];
}

describe('other people’s accounts', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage.end());

  const invite = (by: Browser, email: string) => by.call('POST', '/api/account/members', { email, role: 'member' });
  const accountOf = async (browser: Browser) => (await browser.call<AccountBody>('GET', '/api/account')).body;

  it('an invitation brings nobody into an account that they did not choose', async () => {
    const attacker = await newPerson(stage);
    const email = someAddress();
    expect((await invite(attacker.browser, email)).status).toBe(201);
    // Or its mail is taken for that of the sign-up.
    await tokenFor(stage, email);
    const victim = await newPerson(stage, email);
    const theirs = await accountOf(attacker.browser);
    const mine = await accountOf(victim.browser);
    expect(mine.role).toBe('owner');
    expect(mine.accounts.map(({ id }) => id)).toEqual([mine.id]);
    expect(mine.id).not.toBe(theirs.id);
  });

  it('somebody who joined can leave', async () => {
    const inviter = await newPerson(stage);
    const guest = await newPerson(stage);
    await invite(inviter.browser, guest.email);
    const token = await tokenFor(stage, guest.email, 2);
    const accepted = await guest.browser.call('POST', '/api/account/invitations/accept', { token });
    expect(accepted.status).toBe(200);
    const { id } = await accountOf(inviter.browser);
    await guest.browser.call('POST', '/api/account/switch', { account: id });
    expect((await accountOf(guest.browser)).id).toBe(id);
    expect((await guest.browser.call('POST', '/api/account/leave')).status).toBe(204);
    const left = await accountOf(guest.browser);
    expect(left.id).not.toBe(id);
    expect(left.accounts.map((account) => account.id)).not.toContain(id);
  });

  it('an invitation is for the invited address alone, and works once', async () => {
    const inviter = await newPerson(stage);
    const [guest, thief] = [await newPerson(stage), await newPerson(stage)];
    await invite(inviter.browser, guest.email);
    const token = await tokenFor(stage, guest.email, 2);
    const take = (by: Browser) => by.call('POST', '/api/account/invitations/accept', { token });
    expect((await take(thief.browser)).status).toBeGreaterThanOrEqual(400);
    expect((await take(guest.browser)).status).toBe(200);
    expect((await take(guest.browser)).status).toBeGreaterThanOrEqual(400);
  });

  it('a password that was chosen before the address was proved opens nothing', async () => {
    const email = someAddress();
    const attacker = new Browser(stage);
    const theirs = 'the attackers own password';
    const old = await attacker.call('POST', '/api/auth/sign-up', { name: 'Mallory', email, password: theirs });
    if (old.status !== 202) await attacker.call('POST', '/api/auth/sign-up', { email });
    // The owner of the mailbox opens the link.
    const owner = new Browser(stage);
    const token = await tokenFor(stage, email);
    await owner.call('GET', `/api/auth/verify?token=${token}`);
    await owner.call('POST', '/api/auth/verify', { token, name: 'Owner', newPassword: PASSWORD });
    expect((await attacker.signIn(email, theirs)).status).toBe(401);
    expect((await owner.signIn(email)).status).toBe(200);
  });

  it('a link of before a new password is dead', async () => {
    const { email, browser } = await newPerson(stage);
    const stranger = new Browser(stage);
    const ask = () => stranger.call('POST', '/api/auth/password-reset', { email });
    const use = (token: string, newPassword: string) =>
      stranger.call('POST', '/api/auth/password', { token, newPassword });
    const before = (await mailsTo(stage, email)).length;
    await ask();
    const first = await tokenFor(stage, email, before + 1);
    await ask();
    const second = await tokenFor(stage, email, before + 2);
    expect((await use(second, 'another long password')).status).toBe(204);
    expect((await use(first, 'the thief has this one')).status).toBeGreaterThanOrEqual(400);
    expect((await browser.signIn(email, 'another long password')).status).toBe(200);
    const mails = (await mailsTo(stage, email)).length;
    await ask();
    const third = await tokenFor(stage, email, mails + 1);
    const change = { currentPassword: 'another long password', newPassword: 'one more long password' };
    expect((await browser.call('POST', '/api/auth/change-password', change)).status).toBe(204);
    expect((await use(third, 'the thief has this one')).status).toBeGreaterThanOrEqual(400);
  });

  it('of many changes of a password at once, one succeeds, and one session is left', async () => {
    const { email, browser } = await newPerson(stage);
    const others = [new Browser(stage), new Browser(stage), new Browser(stage)];
    for (const other of others) await other.signIn(email);
    const everybody = [browser, ...others];
    const answers = await Promise.all(
      everybody.map((each, n) =>
        each.call('POST', '/api/auth/change-password', {
          currentPassword: PASSWORD,
          newPassword: `password of browser ${n}`,
        }),
      ),
    );
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    const left = await Promise.all(everybody.map((each) => each.call('GET', '/api/account')));
    expect(left.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('invitations are no way to send mails to others', async () => {
    const attacker = await newPerson(stage);
    await attacker.browser.call('PATCH', '/api/account', { name: 'You won! Open http://evil.example/prize now' });
    const victim = someAddress();
    const statuses: number[] = [];
    for (let n = 0; n < 40; n += 1) {
      const { status, body } = await invite(attacker.browser, victim);
      statuses.push(status);
      if (status === 201) await attacker.browser.call('DELETE', `/api/account/members/${String(body.id)}`);
    }
    await new Promise((wake) => setTimeout(wake, 1_000));
    const mails = await mailsTo(stage, victim);
    expect(mails.length).toBeGreaterThan(0);
    expect(mails.length).toBeLessThanOrEqual(5);
    for (const mail of mails) {
      expect(mail).not.toContain('evil.example/prize');
      expect(/^Subject: (.*)$/m.exec(mail)?.[1]).not.toMatch(/You won/);
    }
    expect(statuses).toContain(429);
  });

  it('nor are invitations to many addresses', async () => {
    const attacker = await newPerson(stage);
    const statuses = new Set<number>();
    for (let n = 0; n < 80; n += 1) {
      const { status, body } = await invite(attacker.browser, someAddress());
      statuses.add(status);
      if (status === 201) await attacker.browser.call('DELETE', `/api/account/members/${String(body.id)}`);
    }
    expect(statuses).toContain(429);
  });

  it('a suspended account keeps nobody out of their others', async () => {
    const { email, browser } = await newPerson(stage);
    const own = await accountOf(browser);
    const { body } = await stage.api.admin<{ account: { id: string } }>('POST', '/accounts', {
      name: 'Shared',
      email,
      plan: 'pro',
    });
    const shared = body.account.id;
    await stage.api.admin('POST', `/accounts/${shared}/members`, { email, role: 'owner' });
    const token = await tokenFor(stage, email, 2).catch(() => '');
    await browser.call('POST', '/api/account/invitations/accept', { token });
    await browser.signIn(email);
    await browser.call('POST', '/api/account/switch', { account: shared });
    expect((await accountOf(browser)).id).toBe(shared);
    await stage.api.admin('PATCH', `/accounts/${shared}`, { suspended: true });
    expect((await browser.call('GET', '/api/batches')).status).toBe(403);
    expect((await browser.call('GET', '/api/account')).status).toBe(200);
    expect((await browser.call('POST', '/api/account/switch', { account: own.id })).status).toBe(204);
    expect((await browser.call('GET', '/api/batches')).status).toBe(200);
    expect((await browser.call('POST', '/api/auth/sign-out')).status).toBe(204);
  });

  it('a stranger cannot lock anybody out of signing in', async () => {
    const { email, browser } = await newPerson(stage);
    await browser.call('POST', '/api/auth/sign-out');
    const strangers = Array.from({ length: 12 }, () => new Browser(stage));
    await Promise.all(
      strangers.flatMap((stranger) => [1, 2, 3, 4].map((n) => stranger.signIn(email, `wrong guess number ${n}`))),
    );
    const known = performance.now();
    expect((await browser.signIn(email)).status).toBe(200);
    expect(performance.now() - known).toBeLessThan(3_000);
    const elsewhere = new Browser(stage, '192.0.2.44');
    let status = 0;
    const began = performance.now();
    while (status !== 200 && performance.now() - began < 60_000) {
      ({ status } = await elsewhere.signIn(email));
      if (status !== 200) await new Promise((wake) => setTimeout(wake, 2_000));
    }
    expect(status).toBe(200);
  });

  it.each(['1234567890', 'password123', 'qwertyuiop', 'iloveyou123', 'aaaaaaaaaaaa'])(
    'the password %s is refused',
    async (newPassword) => {
      const { browser } = await newPerson(stage);
      const change = { currentPassword: PASSWORD, newPassword };
      const { status, body } = await browser.call<{ fields?: { path: string }[] }>(
        'POST',
        '/api/auth/change-password',
        change,
      );
      expect([status, body.fields?.[0]?.path]).toEqual([400, 'newPassword']);
    },
  );
});
