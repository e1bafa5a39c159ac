import { StsStandIn } from '../../stand-ins/sts/stand-in.js';
import { makeBucket } from '../support/bucket.js';
import { serversEnvironment } from '../support/environment.js';
import { Stage } from './support/stage.js';

describe('connections by role', () => {
  const caller = { accessKeyId: 'AKIAFLUXBATCH', secretAccessKey: 'the-secret-of-the-service' };
  let sts: StsStandIn;
  let stage: Stage;

  beforeAll(async () => {
    sts = await StsStandIn.start({ caller, storage: serversEnvironment().S3_ENDPOINT ?? '' });
    const environment = {
      STS_PRINCIPAL: 'arn:aws:iam::111122223333:role/fluxbatch',
      STS_ENDPOINT: sts.url,
      STS_ACCESS_KEY_ID: caller.accessKeyId,
      STS_SECRET_ACCESS_KEY: caller.secretAccessKey,
    };
    stage = await Stage.open({ environment });
  });
  afterAll(async () => {
    await stage.close();
    await sts.stop();
  });

  it('are offered first, with the policy to copy', async () => {
    const { visitor } = await stage.customer();
    const { page } = visitor;
    const { bucket } = await makeBucket(await stage.service.client.account());
    await visitor.go('/connections');
    await visitor.click('Connect a bucket');
    await page.getByRole('dialog').getByLabel('With a role').waitFor();
    expect(await page.getByLabel('With a role').isChecked()).toBe(true);
    expect(await page.getByLabel('Access key id *').count()).toBe(0);
    const policy = JSON.parse((await page.getByLabel('Trust policy').locator('pre').textContent()) ?? '') as {
      Statement: { Condition: { StringEquals: Record<string, string> } }[];
    };
    const roleArn = 'arn:aws:iam::999988887777:role/images';
    sts.roles.set(roleArn, { externalId: policy.Statement[0]?.Condition.StringEquals['sts:ExternalId'] ?? '' });
    await visitor.expectAccessible();
    await visitor.types({ 'Name *': 'photos', 'Bucket *': bucket, Endpoint: sts.storageUrl, 'Role ARN *': roleArn });
    await page.getByLabel('Path-style addresses').check();
    await visitor.click('Check and connect');
    await visitor.sees('Connected: the bucket answered');
    await visitor.sees(roleArn);
    await visitor.click('Connect a bucket');
    await page.getByRole('dialog').getByLabel('With a key pair').check();
    expect(await page.getByLabel('Access key id *').count()).toBe(1);
    await visitor.leave();
  });
});
