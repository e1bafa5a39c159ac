import { MAX_STREAMS } from '../../src/batches/reading/batch-streams.service.js';
import type { AccountClient } from '../support/client.js';
import { openStream, type OpenStream } from '../support/event-stream.js';
import { holdBatch } from '../support/held-batch.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

interface Follower {
  account: AccountClient;
  batch: Awaited<ReturnType<typeof holdBatch>>;
}

describe('streams of events that fill all places, each of another account', () => {
  let service: Service;
  const followers: Follower[] = [];
  const streams: OpenStream[] = [];

  beforeAll(async () => {
    service = await startService({
      environment: { ROLE: 'api' },
      plans: { plans: { free: { features: ['api'] } } },
    });
    while (followers.length < MAX_STREAMS) followers.push(await follower('free'));
  });
  afterEach(() => {
    for (const stream of streams.splice(0)) stream.drop();
  });
  afterAll(() => service.close());

  async function follower(plan: string): Promise<Follower> {
    const account = await service.client.account({ plan });
    return { account, batch: await holdBatch(service, account, 1) };
  }
  async function open({ account, batch }: Follower): Promise<OpenStream> {
    const stream = await openStream(service.client, account, batch.id);
    streams.push(stream.read());
    return stream;
  }
  /** Streams of earlier tests may not have ended yet. */
  async function fill(): Promise<OpenStream[]> {
    const opened: OpenStream[] = [];
    for (const each of followers) {
      opened.push(
        await until(
          () => open(each),
          ({ status }) => status === 200,
        ),
      );
    }
    return opened;
  }
  const countEnded = (opened: OpenStream[]) => opened.filter(({ ended }) => ended).length;

  it('give way at once to an account that pays', async () => {
    const opened = await fill();
    const payer = await follower('agency');
    const given = await open(payer);
    expect(given.status).toBe(200);
    await until(
      () => countEnded(opened),
      (count) => count > 0,
    );
    expect(opened.map(({ ended }) => ended).indexOf(true)).toBe(0);
    expect(countEnded(opened)).toBe(1);
    await payer.batch.end(1);
    expect((await given.all()).at(-1)?.type).toBe('end');
  });

  it('give way to others after their turn, and go on later', async () => {
    const opened = await fill();
    const late = await follower('free');
    const given = await until(
      () => open(late),
      ({ status }) => status === 200,
      20,
    );
    const [first] = followers;
    await until(
      () => opened[0]?.ended,
      (ended) => ended === true,
    );
    expect(countEnded(opened)).toBe(1);
    const again = await until(
      () => open(first!),
      ({ status }) => status === 200,
      20,
    );
    await Promise.all([first!, late].map(({ batch }) => batch.end(1)));
    for (const stream of [given, again]) expect((await stream.all()).at(-1)?.type).toBe('end');
  });
});
