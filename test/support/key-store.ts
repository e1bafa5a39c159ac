import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AccountClient } from './client.js';

interface KeyStoreOptions {
  /** Keys that it lists; without end unless told otherwise. */
  keys?: number;
  /** At most so many a page. */
  page?: number;
  /** How long a page takes. */
  delayMs?: number;
}

/** A storage that lists keys it makes up, and has no object. */
export async function startKeyStore({ keys = Infinity, page = 1_000, delayMs = 0 }: KeyStoreOptions = {}) {
  let pages = 0;
  const server = createServer((request, response) => {
    pages += 1;
    const { searchParams } = new URL(request.url ?? '', 'http://store');
    const behind = Number(/\d+/.exec(searchParams.get('start-after') ?? '')?.[0] ?? 0);
    const count = Math.max(0, Math.min(page, Number(searchParams.get('max-keys') ?? page), keys - behind));
    const contents = Array.from({ length: count }, (_, n) => {
      const key = `${String(behind + n + 1).padStart(12, '0')}.jpg`;
      return `<Contents><Key>${key}</Key><Size>9</Size><ETag>"e"</ETag></Contents>`;
    });
    const body = `<ListBucketResult><IsTruncated>${behind + count < keys}</IsTruncated>${contents.join('')}</ListBucketResult>`;
    setTimeout(() => response.setHeader('content-type', 'application/xml').end(body), delayMs);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    /** Pages that were asked for by now. */
    pages: () => pages,
    /** The id of a connection that leads here. */
    async connect(account: AccountClient): Promise<string> {
      const created = await account.post<{ id: string }>('/api/connections', {
        name: 'made up',
        bucket: 'made-up',
        region: 'us-east-1',
        endpoint: `http://127.0.0.1:${port}`,
        forcePathStyle: true,
        accessKeyId: 'any',
        secretAccessKey: 'any',
      });
      expect(created.status).toBe(201);
      return created.body.id;
    },
    close(): void {
      server.closeAllConnections();
      server.close();
    },
  };
}
export type KeyStore = Awaited<ReturnType<typeof startKeyStore>>;
