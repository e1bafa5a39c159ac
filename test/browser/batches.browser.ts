import { createServer } from 'node:http';
import { once } from 'node:events';
import type { Person } from '../support/person.js';
import { fillBucket, type FilledBucket } from './support/bucket.js';
import { Stage } from './support/stage.js';
import type { Visitor } from './support/visitor.js';

const IMAGES = 200;

let stage: Stage;
let person: Person;
let bucket: FilledBucket;
beforeAll(async () => {
  stage = await Stage.open({ environment: { WORKER_CONCURRENCY: '2' } });
  const customer = await stage.customer();
  await customer.visitor.leave();
  ({ person } = customer);
  bucket = await fillBucket('shop/', IMAGES);
});
afterAll(() => stage.close());

async function connect(visitor: Visitor, given: { bucket?: string; endpoint?: string; name?: string }): Promise<void> {
  const { endpoint, accessKeyId, secretAccessKey } = bucket.credentials;
  await visitor.types({
    'Name *': given.name ?? 'Shop',
    'Bucket *': given.bucket ?? bucket.name,
    Endpoint: given.endpoint ?? endpoint,
    'Access key id *': accessKeyId,
    'Secret access key *': secretAccessKey,
  });
  const style = visitor.page.getByLabel(/^Path-style/);
  if (!(await style.isChecked())) await style.check();
  await visitor.click('Check and connect');
}

/** Through the wizard, up to the page of the batch. */
async function start(visitor: Visitor, target: string): Promise<void> {
  await visitor.go('/batches/new');
  await visitor.types({ 'Folder (prefix)': 'shop/' });
  await visitor.sees(`${IMAGES} objects`);
  await visitor.click('Next');
  await visitor.types({ 'Results go to': target });
  await visitor.click('Estimate the price');
  await visitor.sees('Your credits are enough', 60);
  await visitor.click('Start the batch');
  await visitor.page.waitForURL(/\/batches\/bat_/);
}

describe('connections', () => {
  it('tells why a bucket cannot be connected, and connects one that can', async () => {
    const denying = createServer((_, response) => {
      response.writeHead(403, { 'content-type': 'application/xml' });
      response.end('<Error><Code>InvalidAccessKeyId</Code><Message>No such key</Message></Error>');
    }).listen(0, '127.0.0.1');
    await once(denying, 'listening');
    const { port } = denying.address() as { port: number };
    const visitor = await stage.visitor(person);
    await visitor.go('/connections');
    await visitor.click('Connect a bucket');
    await connect(visitor, { endpoint: `http://127.0.0.1:${port}` });
    await visitor.sees('The storage refused access: it does not accept the access key or the secret');
    await connect(visitor, { bucket: 'no-such-bucket' });
    await visitor.sees('There is no such bucket or object');
    visitor.expectedRefusals.push(400);
    await connect(visitor, { bucket: 'x' });
    await visitor.sees(/expected a bucket name/);
    await connect(visitor, {});
    await visitor.sees('Connected: the bucket answered');
    await visitor.leave();
    denying.close();
  });
});

describe('batches', () => {
  it('are estimated, started and watched to the end', async () => {
    const visitor = await stage.visitor(person);
    await start(visitor, 'one/{path}{name}.{ext}');
    await visitor.sees('Live');
    await visitor.sees(`${IMAGES} of ${IMAGES}`, 90);
    await visitor.sees('completed');
    await visitor.page.getByLabel('Status', { exact: true }).selectOption('failed');
    await visitor.sees('No images with these filters');
    await visitor.page.getByLabel('Status', { exact: true }).selectOption('succeeded');
    await visitor.click('shop/photo-000.jpg');
    await visitor.page.getByRole('slider', { name: 'Before and after of shop/photo-000.jpg' }).waitFor();
    await visitor.page.keyboard.press('Escape');
    await visitor.click('Report');
    const download = visitor.page.waitForEvent('download');
    await visitor.page.getByRole('menuitem', { name: 'CSV' }).click();
    expect((await download).suggestedFilename()).toMatch(/^bat_.*\.csv$/);
    await visitor.leave();
  });

  it('are paused, resumed and canceled half-way', async () => {
    const visitor = await stage.visitor(person);
    await start(visitor, 'two/{path}{name}.{ext}');
    await visitor.sees(/^[1-9]\d* of 200$/, 60);
    await visitor.click('Pause');
    await visitor.sees('paused');
    await visitor.click('Resume');
    await visitor.sees('running');
    await visitor.click('Cancel batch');
    await visitor.page.getByRole('dialog').getByRole('button', { name: 'Cancel batch' }).click();
    await visitor.sees(/\d+ canceled/);
    await visitor.sees(/given back/);
    await visitor.leave();
  });

  it('tell why an image failed, and try it again', async () => {
    await bucket.put('bad/text.jpg', Buffer.from('this is not an image'));
    const visitor = await stage.visitor(person);
    await visitor.go('/batches/new');
    await visitor.types({ 'Folder (prefix)': 'bad/' });
    await visitor.sees('1 object');
    await visitor.click('Next');
    await visitor.click('Estimate the price');
    await visitor.sees('1 of the sample would fail: not an image', 30);
    await visitor.click('Start the batch');
    await visitor.sees('1 failed: not an image', 30);
    const failed = visitor.page.url();
    await visitor.click('Retry 1 failed image');
    await visitor.page.waitForURL((url) => url.href !== failed);
    await visitor.sees(/^retry of bat_/);
    await visitor.sees('1 failed: not an image', 30);
    await visitor.leave();
  });

  it('that failed say why', async () => {
    const visitor = await stage.visitor(person);
    await visitor.go('/batches/new');
    await visitor.types({ 'Folder (prefix)': 'nothing-here/' });
    await visitor.sees('0 objects');
    await visitor.click('Next');
    await visitor.click('Estimate the price');
    await visitor.sees('There is no such bucket or object', 30);
    await visitor.leave();
  });
});
