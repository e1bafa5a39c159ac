import { Passkey } from '../support/passkey.js';
import { makePerson, type Person } from '../support/person.js';
import { startService, type Service } from '../support/service.js';

describe('a confirmation by passkey', () => {
  let service: Service;
  let owner: Person;
  let thief: Person;

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api' } });
    owner = await makePerson(service);
    thief = await makePerson(service);
  });
  afterAll(() => service.close());

  const leftOpen = () =>
    service.sql.pool.query(`UPDATE sessions SET created_at = now() - interval '1 hour', confirmed_at = NULL`);
  const begin = async (person: Person) =>
    (await person.call<{ options: { challenge: string } }>('POST', '/api/auth/passkeys/confirm/options')).body;
  const rename = async () => (await owner.call('PATCH', '/api/account', { name: 'Renamed' })).status;

  it('is of the person of the session: nobody else’s passkey or challenge will do', async () => {
    const [own, theirs] = [new Passkey(service.settings.publicUrl), new Passkey(service.settings.publicUrl)];
    expect([await own.register(owner), await theirs.register(thief)]).toEqual([201, 201]);
    await leftOpen();
    const confirm = async (response: object, by = owner) =>
      (await owner.call('POST', '/api/auth/passkeys/confirm', { response }, { cookie: cookiesOf(owner, by) })).status;
    expect(await rename()).toBe(403);
    // With the owner's session: a stranger's passkey on a stranger's challenge, then on the owner's.
    expect(await confirm(theirs.answer(await begin(thief)), thief)).toBe(400);
    expect(await confirm(theirs.answer(await begin(owner)))).toBe(400);
    expect(await confirm(own.answer(await begin(thief)), thief)).toBe(400);
    expect(await rename()).toBe(403);
    expect(await confirm(own.answer(await begin(owner)))).toBe(204);
    expect(await rename()).toBe(200);
  });

  /** The session of one, and what another has begun. */
  function cookiesOf(session: Person, begun: Person): string {
    return [session.cookie, ...begun.steps.values()].join('; ');
  }
});
