import { freePort } from '../../src/dev/free-port.js';
import { startRole } from '../support/role-process.js';
import { Stage } from './support/stage.js';

describe('a server that cannot be reached', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  it('is told of, and the page goes on by itself when it is back', async () => {
    const { visitor } = await stage.customer();
    const { page } = visitor;
    await visitor.go('/');
    await visitor.sees('First steps');
    visitor.expectsNetworkErrors = true;
    await page.context().setOffline(true);
    await page.getByRole('link', { name: 'API keys' }).click();
    await visitor.sees('The server cannot be reached');
    await page.context().setOffline(false);
    await visitor.sees('No keys yet', 30);
    await page.getByText('The server cannot be reached').waitFor({ state: 'detached' });
    visitor.expectsNetworkErrors = false;
    await visitor.leave();
  });

  it('is told of when its process is killed, and the page goes on when another one is there', () =>
    killAndReplace(stage));

  it('is told of when a page is opened meanwhile', async () => {
    const { visitor } = await stage.customer();
    const { page } = visitor;
    visitor.expectsNetworkErrors = true;
    for (const path of ['**/api/**', '**/health/**']) await page.route(path, (route) => route.abort());
    await page.goto('/keys');
    await visitor.sees('The server cannot be reached');
    await visitor.expectAccessible();
    await page.unrouteAll({ behavior: 'wait' });
    await visitor.sees('No keys yet', 30);
    await page.getByText('The server cannot be reached').waitFor({ state: 'detached' });
    await visitor.leave();
  });

  it('is told of when it is only slow', async () => {
    const { visitor } = await stage.customer();
    const { page } = visitor;
    await visitor.go('/account');
    await visitor.sees('Security log');
    await page.route('**/api/keys**', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 7_000));
      await route.continue();
    });
    await page.getByRole('link', { name: 'API keys' }).click();
    await visitor.sees('The server is slow to answer');
    await visitor.sees('No keys yet', 30);
    await page.getByText('The server is slow to answer').waitFor({ state: 'detached' });
    await visitor.leave();
  });
});

/** An API of its own process is killed while somebody has its page open, and another takes its place. */
async function killAndReplace(stage: Stage): Promise<void> {
  const port = await freePort();
  const environment = { ...stage.service.environment, PORT: String(port) };
  const { person } = await stage.customer();
  let server = await startRole('api', environment);
  try {
    const visitor = await stage.visitor(person, { baseURL: `http://127.0.0.1:${port}` });
    await visitor.go('/');
    await visitor.sees('First steps');
    visitor.expectsNetworkErrors = true;
    await server.end('SIGKILL');
    await visitor.page.getByRole('link', { name: 'API keys' }).click();
    await visitor.sees('The server cannot be reached');
    server = await startRole('api', environment);
    await visitor.sees('No keys yet', 30);
    await visitor.page.getByText('The server cannot be reached').waitFor({ state: 'detached' });
    await visitor.leave();
  } finally {
    await server.end('SIGTERM');
  }
}
