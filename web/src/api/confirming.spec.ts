import { confirmed, onConfirmation } from './confirming';

const refusal = (requires: string) =>
  Response.json({ error: 'Not allowed', code: 'forbidden', requires }, { status: 403 });
const call = (init: RequestInit = {}) =>
  new Request('http://localhost/api/keys', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'k' },
    body: '{"name":"CMS"}',
    ...init,
  });

describe('a call that wants a confirmation', () => {
  const sent: string[] = [];
  const refusedFirst = async (request: Request) => {
    sent.push(`${request.headers.get('idempotency-key')} ${await request.text()}`);
    return sent.length === 1 ? refusal('confirmation') : Response.json({});
  };
  beforeEach(() => sent.splice(0));

  it('is sent again as it was, once the person has confirmed', async () => {
    const off = onConfirmation(() => Promise.resolve(true));
    expect((await confirmed(call(), refusedFirst)).status).toBe(200);
    expect(sent).toEqual(['k {"name":"CMS"}', 'k {"name":"CMS"}']);
    off();
  });

  it('ends with that when they do not want to', async () => {
    const off = onConfirmation(() => Promise.resolve(false));
    await expect(confirmed(call(), refusedFirst)).rejects.toMatchObject({ code: 'confirmation_canceled' });
    expect(sent.length).toBe(1);
    off();
  });

  it('stays refused where nobody asks', async () => {
    const answer = await confirmed(call(), refusedFirst);
    expect([answer.status, ((await answer.json()) as { requires: string }).requires]).toEqual([403, 'confirmation']);
  });

  it('asks once for several at the same time', async () => {
    let asked = 0;
    const off = onConfirmation(async () => {
      asked += 1;
      await new Promise((resolve) => setTimeout(resolve, 20));
      return true;
    });
    const each = [1, 2, 3].map(() => {
      let first = true;
      return confirmed(call(), () => {
        const response = first ? refusal('confirmation') : Response.json({});
        first = false;
        return Promise.resolve(response);
      });
    });
    expect((await Promise.all(each)).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(asked).toBe(1);
    off();
  });

  it('is told from every other refusal', async () => {
    const off = onConfirmation(() => Promise.reject(new Error('nobody is to be asked')));
    expect((await confirmed(call(), () => Promise.resolve(refusal('owner')))).status).toBe(403);
    expect((await confirmed(call(), () => Promise.resolve(new Response('a proxy', { status: 403 })))).status).toBe(403);
    off();
  });
});
