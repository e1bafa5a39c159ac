import { Redis } from 'ioredis';
import { kept, mailTo, makePerson, someAddress, type Person } from '../support/person.js';
import { startService, type Service } from '../support/service.js';
import { receiveMails, type ReceivedMail } from '../support/smtp-receiver.js';
import { until } from '../support/until.js';

const ADVERT =
  'Win! https://evil.example/x\u2028www.evil.example mallory@evil.example +1 800 555 0100 <a href="//evil.example">go</a>';

describe('mails', () => {
  let service: Service;
  let owner: Person;

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api', TRUSTED_PROXIES: '127.0.0.1' } });
  });
  beforeEach(async () => {
    await service.flushRedis();
    owner = await makePerson(service);
  });
  afterAll(() => service.close());

  const invite = (person: Person, email: string) => person.call('POST', '/api/account/members', { email });
  /** Every address in a text that a mail program could make a link of. */
  const linksIn = (mail: string) =>
    (
      mail.match(/\b(?:[a-z]+:\/\/|www\.)\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b\S*|\d(?:[ -]?\d){6,}/gi) ?? []
    ).filter((link) => !link.startsWith(service.settings.publicUrl));
  const bodyOf = (mail: string) => mail.slice(mail.indexOf('\n\n'));

  it('to one mailbox are few, whoever invites it, however its address is written and however often it is called back', async () => {
    const name = `victim-${someAddress().slice(7, 15)}`;
    const others = await Promise.all([makePerson(service), makePerson(service)]);
    const statuses: number[] = [];
    for (let n = 0; n < 24; n += 1) {
      const by = [owner, ...others][n % 3] ?? owner;
      const answer = await invite(by, n % 2 ? `${name}+${n}@example.com` : `${name}@example.com`);
      statuses.push(answer.status);
      const { id } = answer.body as { id?: string };
      if (id) await by.call('DELETE', `/api/account/members/${id}`);
    }
    expect(statuses.filter((status) => status === 201).length).toBe(5);
    expect(statuses.filter((status) => status === 429).length).toBe(19);
  });

  it('from one account are few, to however many', async () => {
    const statuses = await Promise.all(Array.from({ length: 30 }, () => invite(owner, someAddress())));
    expect(statuses.filter(({ status }) => status === 201).length).toBe(20);
    const refused = statuses.find(({ status }) => status === 429);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('that anybody may ask for are few for each mailbox, in an hour and in a day, from however many networks', async () => {
    const name = `victim-${someAddress().slice(7, 15)}`;
    const ask = (path: string, n: number) =>
      owner.call('POST', path, { email: `${name}+${n}@example.com` }, { 'x-forwarded-for': `192.0.2.${n}` });
    for (const path of ['/api/auth/sign-up', '/api/auth/password-reset']) {
      const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => ask(path, n)));
      expect(answers.filter(({ status }) => status === 202).length).toBe(5);
    }
  });

  it.each([
    ['signing up', '/api/auth/sign-up', [5, 5, 0, 0]],
    // A stranger who keeps asking cannot stop the owner from getting a link that works.
    ['a new password', '/api/auth/password-reset', [5, 5, 1, 1]],
  ])('for %s have a bound by the day that comes before that of many hours', async (_, path, mailed) => {
    const redis = new Redis(service.environment.REDIS_URL ?? '');
    const email = someAddress();
    const ask = () => service.client.call('POST', path, { body: { email } });
    const byHour: number[][] = [];
    for (let hour = 0; hour < mailed.length; hour += 1) {
      byHour.push((await Promise.all(Array.from({ length: 6 }, ask))).map(({ status }) => status));
      // The hour is over.
      const keys = [...(await redis.keys('*:mailbox:3600:*')), ...(await redis.keys('*beyond:*'))];
      await redis.del(...keys);
    }
    redis.disconnect();
    expect(byHour.map((statuses) => statuses.filter((status) => status === 202).length)).toEqual(mailed);
  });

  it('have fixed subjects and no links but ours, whatever an account, a person or a key is called', async () => {
    await owner.call('PATCH', '/api/account', { name: ADVERT.replace('\u2028', ' ').slice(0, 100) });
    const email = someAddress();
    expect((await invite(owner, email)).status).toBe(201);
    const invitation = await mailTo(service, email, 'You are invited to an account on Fluxbatch');
    expect(invitation).toContain('“Win');
    await owner.call('POST', '/api/keys', { name: ADVERT.slice(0, 100) });
    const key = await mailTo(service, owner.email, 'New API key on Fluxbatch');
    for (const mail of [invitation, key, ...(await kept(service, owner.email, 2))]) {
      expect(linksIn(bodyOf(mail))).toEqual([]);
    }
  });

  it('tell each owner of a new and a rolled key, and nobody else, and once for a repeated request', async () => {
    const [second, member] = await Promise.all([makePerson(service), makePerson(service)]);
    const account = (await owner.account()).id;
    for (const [person, role] of [
      [second, 'owner'],
      [member, 'member'],
    ] as const) {
      await owner.call('POST', '/api/account/members', { email: person.email, role });
      await person.accept();
    }
    const once = { 'idempotency-key': `once-${account}` };
    const made = await owner.call<{ id: string; masked: string }>('POST', '/api/keys', { name: 'CMS' }, once);
    await owner.call('POST', '/api/keys', { name: 'CMS' }, once);
    await owner.call('POST', `/api/keys/${made.body.id}/roll`);
    for (const { email } of [owner, second]) {
      const told = async () =>
        (await kept(service, email, 0)).filter((mail) => mail.includes('Subject: New API key on Fluxbatch\n'));
      const mails = await until(told, (found) => found.length === 2);
      expect(mails[0]).toContain(made.body.masked);
      expect(mails[0]).toContain('“CMS”');
    }
    expect((await kept(service, member.email, 0)).filter((mail) => mail.includes('API key'))).toEqual([]);
  });

  it('cannot be filled up by a script that makes keys', async () => {
    for (let n = 0; n < 25; n += 1) {
      const key = await owner.call<{ id: string }>('POST', '/api/keys', { name: 'x' });
      await owner.call('DELETE', `/api/keys/${key.body.id}`);
    }
    const told = async () =>
      (await kept(service, owner.email, 0)).filter((mail) => mail.includes('Subject: New API key on Fluxbatch\n'));
    await until(told, (found) => found.length >= 20);
    expect((await told()).length).toBe(20);
  });
});

describe('mails over SMTP', () => {
  it('arrive for one address, in the words that were kept in development, with headers that nobody else wrote', async () => {
    const receiver = await receiveMails();
    const service = await startService({
      environment: { ROLE: 'api', SMTP_URL: receiver.url, MAIL_FROM: 'flux@example.com' },
    });
    const received = async (to: string) =>
      (await until(
        async () => receiver.mails.find((mail) => mail.to.includes(to)),
        (mail) => mail !== undefined,
      )) as ReceivedMail;
    const sneaky = [
      'a@example.com,b@example.com',
      'a@example.com\r\nBcc: b@example.com',
      '"a b"@example.com',
      '<a@example.com>',
    ];
    for (const email of sneaky) {
      expect((await service.client.call('POST', '/api/auth/sign-up', { body: { email } })).status).toBe(400);
    }
    const email = someAddress();
    await service.client.call('POST', '/api/auth/sign-up', { body: { email } });
    const mail = await received(email);
    expect(mail.to).toEqual([email]);
    const headers = mail.lines.slice(0, mail.lines.indexOf(''));
    expect(headers).toEqual(
      expect.arrayContaining([
        `To: ${email}`,
        'Subject: Finish signing up for Fluxbatch',
        'Auto-Submitted: auto-generated',
      ]),
    );
    const text = mail.lines.join('\n').replace(/=\n/g, '').replace(/=3D/g, '=');
    expect(text).toMatch(/\/sign-up\/finish\?token=[\w-]{43}\n/);
    expect(receiver.mails.length).toBe(1);
    await service.close();
    await receiver.close();
  });
});
