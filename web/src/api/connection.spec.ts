const { jest } = import.meta;

type Probe = 'answers' | 'fails';

/** The module as a new page has it. Nothing but `/health/live` is fetched by it. */
async function freshPage(probe: { now: Probe }) {
  jest.resetModules();
  globalThis.fetch = async (address) => {
    expect(address).toBe('/health/live');
    if (probe.now === 'fails') throw new TypeError('Failed to fetch');
    return new Response('{}');
  };
  const page = await import('./connection');
  const returns: number[] = [];
  page.onReturn(() => returns.push(Date.now()));
  return { ...page, returns };
}

const html = (status: number) => new Response('<h1>!</h1>', { status, headers: { 'content-type': 'text/html' } });
const json = (status: number) => new Response('{}', { status, headers: { 'content-type': 'application/json' } });
const unreachable = () => Promise.reject(new TypeError('Failed to fetch'));
const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

/** A call that is answered when the test says so. */
function openCall() {
  let end: (response: Response) => void = () => {};
  const answered = new Promise<Response>((resolve) => (end = resolve));
  return { call: () => answered, end: () => end(json(200)) };
}

describe('the connection', () => {
  const real = globalThis.fetch;
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => {
    jest.useRealTimers();
    globalThis.fetch = real;
  });

  it('is fine while calls are answered', async () => {
    const { watched, connection } = await freshPage({ now: 'answers' });
    await expect(watched(async () => json(200))).resolves.toHaveProperty('status', 200);
    expect(connection()).toBe('fine');
  });

  it('is slow from the fifth second of a call until the last slow one is answered', async () => {
    const { watched, connection } = await freshPage({ now: 'answers' });
    const [one, two] = [openCall(), openCall()];
    const calls = [watched(one.call), watched(two.call)];
    await pass(4_999);
    expect(connection()).toBe('fine');
    await pass(1);
    expect(connection()).toBe('slow');
    one.end();
    await calls[0];
    expect(connection()).toBe('slow');
    two.end();
    await calls[1];
    expect(connection()).toBe('fine');
  });

  it('is away after a call that nobody answers, until the probe is answered', async () => {
    const probe: { now: Probe } = { now: 'fails' };
    const { watched, connection, returns } = await freshPage(probe);
    await expect(watched(unreachable)).rejects.toThrow('Failed to fetch');
    expect(connection()).toBe('away');
    await pass(10_000);
    expect(connection()).toBe('away');
    probe.now = 'answers';
    await pass(2_000);
    expect(connection()).toBe('fine');
    expect(returns).toHaveLength(1);
  });

  it('is away when a proxy answers for the service, not when the service itself says 503', async () => {
    for (const status of [502, 503, 504]) {
      const { watched, connection } = await freshPage({ now: 'answers' });
      await watched(async () => json(status));
      expect([status, connection()]).toEqual([status, 'fine']);
      await expect(watched(async () => html(status))).resolves.toHaveProperty('status', status);
      expect([status, connection()]).toEqual([status, 'away']);
      await pass(2_000);
    }
  });

  it('is not away because of a page that does not exist, or a call that was given up', async () => {
    const { watched, connection } = await freshPage({ now: 'answers' });
    await watched(async () => html(404));
    await expect(watched(() => Promise.reject(new DOMException('', 'AbortError')))).rejects.toThrow();
    expect(connection()).toBe('fine');
  });

  it('is away when a call ran into its time limit', async () => {
    const { watched, connection } = await freshPage({ now: 'answers' });
    await expect(watched(() => Promise.reject(new DOMException('', 'TimeoutError')))).rejects.toThrow();
    expect(connection()).toBe('away');
    await pass(2_000);
  });

  it('returns once, though a call and the probe both find it', async () => {
    const { watched, connection, returns } = await freshPage({ now: 'answers' });
    let answer: (response: Response) => void = () => {};
    globalThis.fetch = () => new Promise((resolve) => (answer = resolve));
    await watched(unreachable).catch(() => {});
    await pass(2_000);
    await watched(async () => json(200));
    expect(connection()).toBe('fine');
    answer(json(200));
    await pass(0);
    expect(returns).toHaveLength(1);
  });

  it('can be lost again after it came back', async () => {
    const { watched, connection, returns } = await freshPage({ now: 'answers' });
    for (const times of [1, 2]) {
      await watched(unreachable).catch(() => {});
      expect(connection()).toBe('away');
      await pass(2_000);
      expect([connection(), returns.length]).toEqual(['fine', times]);
    }
  });
});

describe('the code of a page', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is waited for while the server is away, then asked for again', async () => {
    const probe: { now: Probe } = { now: 'fails' };
    const { loaded, connection } = await freshPage(probe);
    let tries = 0;
    const code = loaded(async () => {
      tries += 1;
      if (probe.now === 'fails') throw new TypeError('Failed to fetch dynamically imported module');
      return 'the page';
    });
    await pass(6_000);
    expect([tries, connection()]).toEqual([1, 'away']);
    probe.now = 'answers';
    await pass(2_000);
    await expect(code).resolves.toBe('the page');
    expect([tries, connection()]).toEqual([2, 'fine']);
  });

  it('is given up when the server is there and the file is not', async () => {
    const { loaded, connection } = await freshPage({ now: 'answers' });
    await expect(loaded(() => Promise.reject(new TypeError('no such file')))).rejects.toThrow('no such file');
    expect(connection()).toBe('fine');
  });
});
