import { readSettings } from '../config/settings.js';
import { activity } from './activity.js';
import { createLogger } from './logger.js';

const environment = {
  DATABASE_URL: 'postgresql://u:p@db/fluxbatch',
  REDIS_URL: 'redis://redis',
  S3_BUCKET: 'own-bucket',
  ADMIN_TOKEN: 'a-token-of-enough-length',
  ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
};

describe('the log in production', () => {
  const write = process.stdout.write.bind(process.stdout);
  let printed = '';

  beforeEach(() => {
    printed = '';
    process.stdout.write = ((text: string) => ((printed += text), true)) as typeof process.stdout.write;
  });
  afterEach(() => (process.stdout.write = write));

  const lines = () =>
    printed
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as object);

  it('is JSON, and says of each line what it is about', async () => {
    const logger = createLogger({ ...readSettings(environment), production: true });
    logger.warn('before', 'image');
    await activity('batch', { batchId: 'bat_1' }, async () => {
      await Promise.all(
        ['img_1', 'img_2'].map((imageId) =>
          activity('image', { imageId }, async () => {
            await Promise.resolve();
            logger.warn('tried again', 'image');
          }),
        ),
      );
      logger.log('settled', 'settle');
    });
    expect(lines()).toEqual([
      { level: 'warn', pid: process.pid, timestamp: expect.any(Number), context: 'image', message: 'before' },
      expect.objectContaining({ message: 'tried again', batchId: 'bat_1', imageId: 'img_1' }),
      expect.objectContaining({ message: 'tried again', batchId: 'bat_1', imageId: 'img_2' }),
      expect.not.objectContaining({ imageId: expect.anything() }),
    ]);
  });
});
