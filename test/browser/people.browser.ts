import { mailTo, makePerson, PASSWORD, Person, someAddress, tokenIn } from '../support/person.js';
import { Stage } from './support/stage.js';
import type { Visitor } from './support/visitor.js';

let stage: Stage;
let owner: Person;
beforeAll(async () => {
  stage = await Stage.open();
});
beforeEach(async () => {
  await stage.service.flushRedis();
  owner = await makePerson(stage.service);
  await owner.call('PATCH', '/api/account', { name: 'Dark Room Ltd' });
});
afterAll(() => stage.close());

/** The link of the mail. */
async function invite(email: string, role = 'member'): Promise<string> {
  expect((await owner.call('POST', '/api/account/members', { email, role })).status).toBe(201);
  return `/invitation?token=${tokenIn(await mailTo(stage.service, email, 'You are invited to an account on Fluxbatch'))}`;
}
async function signIn(visitor: Visitor, email: string, password = PASSWORD): Promise<void> {
  await visitor.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await visitor.types({ 'E-mail address': email, Password: password });
  await visitor.click('Sign in');
}
const accountMenu = (visitor: Visitor, account: string) => visitor.page.getByRole('button', { name: account });

describe('the only owner of an account', () => {
  it('is not offered to leave, to be removed or to become a member, and is told why', async () => {
    const visitor = await stage.visitor(owner);
    const { page } = visitor;
    const members = page.getByRole('region', { name: 'Members' });
    const leaving = page.getByRole('region', { name: 'Leave this account' });
    await visitor.go('/account');
    await members.getByText('You are the only owner').waitFor();
    expect(await members.getByRole('button', { name: `Remove: ${owner.email}` }).count()).toBe(0);
    expect(await members.getByLabel(`Role: ${owner.email}`).count()).toBe(0);
    await leaving.getByText('You are the only owner').waitFor();
    expect(await leaving.getByRole('button').count()).toBe(0);
    await visitor.expectAccessible();

    const other = await makePerson(stage.service);
    await invite(other.email);
    await other.accept();
    await visitor.go('/account');
    await members.getByLabel(`Role: ${other.email}`).selectOption('owner');
    await leaving.getByRole('button', { name: 'Leave' }).waitFor();
    await members.getByRole('button', { name: `Remove: ${owner.email}` }).waitFor();
    await members.getByLabel(`Role: ${other.email}`).selectOption('member');
    await leaving.getByText('You are the only owner').waitFor();
    await visitor.leave();
  });
});

describe('an invitation of somebody new', () => {
  it('comes up again after the sign-up, and is accepted beside an account of their own', async () => {
    const email = someAddress();
    const link = await invite(email);
    const visitor = await stage.visitor();
    await visitor.go(link);
    await visitor.sees('Dark Room Ltd');
    await visitor.sees(`It was sent to ${email}`);
    await visitor.expectAccessible();
    await visitor.page.getByRole('link', { name: 'No account yet? Sign up' }).click();
    await visitor.page.getByRole('heading', { name: 'Create an account' }).waitFor();
    await visitor.click('Send me a link');
    await visitor.sees(`We sent a link to ${email}`);
    // A mail opens a tab of its own.
    const tab = await visitor.tab();
    await tab.go(
      `/sign-up/finish?token=${tokenIn(await mailTo(stage.service, email, 'Finish signing up for Fluxbatch'))}`,
    );
    await tab.types({ 'Your name': 'Grace', 'New password': PASSWORD });
    await tab.click('Create account');
    await tab.sees('Your address is confirmed');
    await signIn(tab, email);
    await tab.sees('Accept only if you know who this is');
    await tab.sees('Dark Room Ltd');
    // It comes up this once.
    expect(await tab.page.evaluate('localStorage.length')).toBe(0);
    // The page from before leads there too, with the address filled in.
    await tab.page.context().clearCookies();
    await visitor.go(link);
    await visitor.page.getByRole('link', { name: 'Sign in to accept' }).click();
    await visitor.types({ Password: PASSWORD });
    await visitor.click('Sign in');
    await visitor.click('Accept');
    await visitor.sees('You now work in “Dark Room Ltd” as well');
    await visitor.expectAccessible();
    await visitor.click('Stay where I was');
    await visitor.sees('First steps');
    await accountMenu(visitor, 'Grace').click();
    await visitor.page.getByRole('menuitemradio', { name: 'Dark' }).click();
    await visitor.page.locator('html[data-mantine-color-scheme="dark"]').waitFor();
    await visitor.expectAccessible();
    await visitor.page.getByRole('menuitem', { name: 'Dark Room Ltd' }).click();
    await accountMenu(visitor, 'Dark Room Ltd').waitFor();
    await visitor.leave();
  });
});

describe('an invitation', () => {
  it('is accepted by somebody signed in, who leaves again', async () => {
    const { person, visitor } = await stage.customer('free');
    await visitor.go(await invite(person.email));
    await visitor.sees('Accept only if you know who this is');
    await visitor.click('Accept');
    await visitor.click('Go to that account');
    await accountMenu(visitor, 'Dark Room Ltd').waitFor();
    await visitor.go('/account');
    await visitor.sees('Leave this account');
    await visitor.click('Leave');
    await visitor.page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
    await accountMenu(visitor, 'Ada').waitFor();
    expect((await person.account()).accounts.length).toBe(1);
    await visitor.leave();
  });

  it('is not accepted by somebody signed in as another, who is led to sign in as who was invited', async () => {
    const { person, visitor } = await stage.customer('free');
    const invited = await makePerson(stage.service);
    await visitor.go(await invite(invited.email));
    await visitor.sees(`You are signed in as ${person.email}`);
    await visitor.expectAccessible();
    await visitor.click(`Sign in as ${invited.email}`);
    await signIn(visitor, invited.email);
    await visitor.click('Accept');
    await visitor.sees('You now work in “Dark Room Ltd” as well');
    await visitor.leave();
  });
});

describe('an invitation that was sent again', () => {
  it('says under the older link that it does not hold', async () => {
    const email = someAddress();
    const visitor = await stage.visitor();
    const link = await invite(email);
    await owner.call('POST', '/api/account/members', { email });
    await visitor.go(link);
    await visitor.sees('This link has expired, was already used or was called back');
    await visitor.sees('To the overview');
    await visitor.expectAccessible();
    await visitor.leave();
  });

  it('was so by an owner, with a button', async () => {
    const email = someAddress();
    const first = await invite(email);
    const visitor = await stage.visitor(owner);
    await visitor.go('/account');
    await visitor.click(`Send again: ${email}`);
    await visitor.sees('Invited. The invitation holds');
    await visitor.leave();
    const anybody = await stage.visitor();
    await anybody.go(first);
    await anybody.sees('This link has expired, was already used or was called back');
    await anybody.leave();
  });
});

describe('a suspended account', () => {
  it('says that it is, and offers the others, the way out, and the person’s own sign-in', async () => {
    const { person, visitor } = await stage.customer('free');
    await invite(person.email);
    await person.accept();
    const { id } = await person.account();
    await stage.service.client.admin('PATCH', `/accounts/${id}`, { suspended: true });
    for (const path of ['/', '/batches', '/keys']) {
      await visitor.go(path);
      await visitor.sees('This account is suspended');
    }
    await visitor.expectAccessible();
    await visitor.page.getByRole('link', { name: 'Your sign-in, and leaving this account' }).click();
    await visitor.page.getByRole('heading', { name: 'Where you are signed in' }).waitFor();
    await visitor.sees('this one');
    await visitor.expectAccessible();
    await visitor.page.getByRole('link', { name: 'Overview' }).click();
    await visitor.page.getByRole('main').getByRole('button', { name: 'Ada' }).click();
    await visitor.sees('First steps');
    await accountMenu(visitor, 'Ada').click();
    await visitor.page.getByRole('menuitem', { name: 'Dark Room Ltd (suspended)' }).click();
    await visitor.sees('This account is suspended');
    await accountMenu(visitor, 'Dark Room Ltd').click();
    await visitor.page.getByRole('menuitem', { name: 'Sign out' }).click();
    await signIn(visitor, person.email);
    await visitor.sees('First steps');
    await accountMenu(visitor, 'Ada').click();
    await visitor.page.getByRole('menuitem', { name: 'Dark Room Ltd (suspended)' }).click();
    await visitor.sees('This account is suspended');
    await visitor.go('/account');
    await visitor.click('Leave');
    await visitor.page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
    await visitor.sees('First steps');
    await visitor.leave();
  });
});

describe('one’s own sign-in', () => {
  it('shows where one is signed in, ends one and all others, and refuses a trivial password with the reason', async () => {
    const { person, visitor } = await stage.customer('free');
    const elsewhere = new Person(stage.service, person.email);
    const headers = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' };
    const signInElsewhere = () =>
      elsewhere.call('POST', '/api/auth/sign-in', { email: person.email, password: PASSWORD }, headers);
    await signInElsewhere();
    visitor.expectedRefusals.push(400);
    await visitor.go('/account');
    await visitor.sees('Firefox on Linux');
    await visitor.click(/^End: Firefox on Linux/);
    await visitor.page.getByText('Firefox on Linux').waitFor({ state: 'detached' });
    expect((await elsewhere.call('GET', '/api/account')).status).toBe(401);
    elsewhere.cookie = '';
    await signInElsewhere();
    await visitor.click('End all others');
    await visitor.sees('All other sessions have ended');
    expect((await elsewhere.call('GET', '/api/account')).status).toBe(401);
    await visitor.types({ 'Current password': PASSWORD, 'New password': 'iloveyou2020' });
    await visitor.click('Change password');
    await visitor.sees('It is close to a password that has leaked elsewhere');
    await visitor.types({ 'Current password': 'not the password', 'New password': 'another password' });
    await visitor.click('Change password');
    await visitor.sees('expected your current password');
    await visitor.types({ 'Current password': PASSWORD });
    await visitor.click('Change password');
    await visitor.sees('The password is changed');
    await visitor.go('/account');
    await visitor.sees('Where you are signed in');
    await visitor.leave();
  });
});
