import { createServer } from 'node:net';

/** A service that knows its own address before it starts, on a port that nobody listens on at this moment. */
export async function atFreePort(): Promise<{ PORT: string; PUBLIC_URL: string }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return { PORT: String(port), PUBLIC_URL: `http://localhost:${port}` };
}
