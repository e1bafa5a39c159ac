import { mailTo, PASSWORD, someAddress, tokenIn } from '../support/person.js';
import { makeMark, makePhoto } from './support/pictures.js';
import { Stage } from './support/stage.js';

const photo = async (name: string, seed: number) => ({ name, mimeType: 'image/jpeg', buffer: await makePhoto(seed) });

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open({ plans: { plans: { free: { compressions: 2 } } } });
});
afterAll(() => stage.close());

describe('a first visit', () => {
  it('leads from the sign-up to a first optimized image, and says when the credits are used', async () => {
    const { service } = stage;
    const email = someAddress();
    const visitor = await stage.visitor();
    const { page } = visitor;
    visitor.expectedRefusals.push(400);
    await visitor.go('/sign-up');
    await visitor.types({ 'E-mail address': email });
    await visitor.click('Send me a link');
    await visitor.sees(`We sent a link to ${email}`);
    const token = tokenIn(await mailTo(service, email, 'Finish signing up for Fluxbatch'));
    await visitor.go(`/sign-up/finish?token=${token}`);
    await visitor.types({ 'Your name': 'Ada', 'New password': `${email} 1` });
    await visitor.click('Create account');
    await visitor.sees('It is made of your name, your e-mail address');
    await visitor.expectAccessible();
    await visitor.types({ 'New password': PASSWORD });
    await visitor.click('Create account');
    await visitor.sees('Your address is confirmed');
    await visitor.types({ 'E-mail address': email, Password: 'a wrong password' });
    await visitor.click('Sign in');
    await visitor.sees('Address or password is wrong');
    await visitor.types({ Password: PASSWORD });
    await visitor.click('Sign in');

    await visitor.sees('First steps');
    for (const step of ['Drop an image', 'Connect a bucket', 'Make a key']) await visitor.sees(step);
    await page.getByRole('link', { name: 'Optimize an image' }).click();
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles([await photo('bicycle.jpg', 1), await photo('tree.jpg', 2)]);
    await visitor.click('Optimize 2 images');
    await visitor.sees(/saved, .* smaller/);
    await page.getByRole('slider', { name: 'Before and after of bicycle.jpg' }).press('ArrowRight');
    const archive = page.getByRole('link', { name: 'Download all as zip' });
    const download = page.waitForEvent('download');
    await archive.click();
    expect((await download).suggestedFilename()).toBe('images.zip');

    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles([await photo('one-more.jpg', 3)]);
    await visitor.click('Optimize 1 image');
    await visitor.sees('Not enough credits');
    await visitor.expectAccessible();
    await page.getByRole('link', { name: 'Overview' }).click();
    await visitor.sees('of 2');
    await visitor.leave();
  });
});

describe('later visits', () => {
  it('leads from a forgotten password to a new one', async () => {
    const { person } = await stage.customer('free');
    const visitor = await stage.visitor();
    await visitor.go('/sign-in');
    await visitor.page.getByRole('link', { name: 'Forgot the password?' }).click();
    // The page before it has a field of the same name, and stays until this one is loaded.
    await visitor.page.getByRole('heading', { name: 'Choose a new password' }).waitFor();
    await visitor.types({ 'E-mail address': person.email });
    await visitor.click('Send the link');
    await visitor.sees('a link is on its way');
    const token = tokenIn(await mailTo(stage.service, person.email, 'Choose a new password for Fluxbatch'));
    await visitor.go(`/reset-password?token=${token}`);
    await visitor.types({ 'New password': 'another horse battery' });
    await visitor.click('Change password');
    await visitor.sees('Your password is changed');
    await visitor.types({ 'E-mail address': person.email, Password: 'another horse battery' });
    await visitor.click('Sign in');
    await visitor.sees('First steps');
    await visitor.leave();
  });

  it('refuses what the plan lacks, and shows a watermark where it will be on a plan that has it', async () => {
    const free = await stage.customer('free');
    await free.visitor.go('/optimize');
    await free.visitor.page
      .locator('input[type=file]')
      .first()
      .setInputFiles([await photo('a.jpg', 4)]);
    expect(await free.visitor.page.getByLabel('Write alt texts').isDisabled()).toBe(true);
    await free.visitor.sees('Your plan does not include this');
    await free.visitor.leave();

    const { visitor } = await stage.customer('starter');
    await visitor.go('/optimize');
    await visitor.page
      .locator('input[type=file]')
      .first()
      .setInputFiles([await photo('a.jpg', 4)]);
    await visitor.page
      .locator('input[type=file][accept="image/png"]')
      .setInputFiles([{ name: 'mark.png', mimeType: 'image/png', buffer: await makeMark() }]);
    await visitor.page.getByRole('img', { name: 'Preview of the watermark on the first image' }).waitFor();
    await visitor.page.getByLabel('Write alt texts').check();
    await visitor.page.getByLabel('Search-friendly file names').check();
    await visitor.sees('1 compression, 1 AI credit');
    await visitor.click('Optimize 1 image');
    await visitor.sees(/Alt text:/, 30);
    await visitor.leave();
  });
});

describe('a link of a mail that was already used', () => {
  it('says so after a sign-up, and leads to the sign-in', async () => {
    const email = someAddress();
    const visitor = await stage.visitor();
    await visitor.go('/sign-up');
    await visitor.types({ 'E-mail address': email });
    await visitor.click('Send me a link');
    const token = tokenIn(await mailTo(stage.service, email, 'Finish signing up for Fluxbatch'));
    await stage.service.client.call('POST', '/api/auth/verify', {
      body: { token, name: 'Ada', newPassword: PASSWORD },
    });
    visitor.expectedRefusals.push(400);
    await visitor.go(`/sign-up/finish?token=${token}`);
    await visitor.types({ 'Your name': 'Ada', 'New password': PASSWORD });
    await visitor.click('Create account');
    await visitor.sees('This link has expired or was already used. If you have chosen a password with it, sign in.');
    await visitor.expectAccessible();
    await visitor.page.getByRole('link', { name: 'Sign in' }).click();
    await visitor.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await visitor.leave();
  });

  it('says so after a new password, and leads to a new link', async () => {
    const { person, visitor } = await stage.customer('free');
    await stage.service.client.call('POST', '/api/auth/password-reset', { body: { email: person.email } });
    const token = tokenIn(await mailTo(stage.service, person.email, 'Choose a new password for Fluxbatch'));
    const body = { token, newPassword: 'another horse battery' };
    expect((await stage.service.client.call('POST', '/api/auth/password', { body })).status).toBe(204);
    visitor.expectedRefusals.push(400);
    await visitor.go(`/reset-password?token=${token}`);
    await visitor.types({ 'New password': 'yet another horse' });
    await visitor.click('Change password');
    await visitor.sees('This link has expired or was already used. Ask for a new one');
    await visitor.expectAccessible();
    await visitor.page.getByRole('link', { name: 'Ask for a new link' }).click();
    await visitor.sees('We send a link to your address');
    await visitor.leave();
  });
});
