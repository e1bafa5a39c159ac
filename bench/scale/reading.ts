import type { Api } from '../service/service-side.ts';

/** The batch, and lists by every filter that has something or nothing to show. */
export async function readEverything(api: Api, id: string): Promise<string> {
  const lists = [
    '',
    'status=pending',
    'status=queued',
    'status=processing',
    'status=succeeded',
    'status=failed',
    'status=canceled',
  ];
  const reasons = [
    'reason=corrupt',
    'reason=timeout',
    'reason=canceled',
    'status=failed&reason=corrupt',
    'status=succeeded&reason=corrupt',
  ];
  let slowest = { ms: 0, path: '' };
  const get = async (path: string) => {
    const began = performance.now();
    const answer = await api.call<{ next: string | null }>('GET', path);
    const ms = performance.now() - began;
    if (ms > slowest.ms) slowest = { ms, path: path.replace(/.*\/images/, '/images') };
    return answer;
  };
  for (let n = 0; n < 10; n += 1) await get(`/api/batches/${id}`);
  await get('/api/batches');
  for (const filter of [...lists, ...reasons]) {
    let cursor = '';
    // Often enough that PostgreSQL has a plan for all values.
    for (let page = 0; page < 12; page += 1) {
      const { next } = await get(`/api/batches/${id}/images?limit=200&${filter}${cursor}`);
      if (next === null) break;
      cursor = `&cursor=${next}`;
    }
  }
  return `slowest answer ${slowest.ms.toFixed(0)} ms (${slowest.path})`;
}

/** The whole report, counted and thrown away. */
export async function readReport(api: Api, id: string): Promise<string> {
  const began = performance.now();
  const bytes = await api.size(`/api/batches/${id}/report.csv`);
  return `${(bytes / 1e6).toFixed(0)} MB of CSV at ${(bytes / 1e6 / ((performance.now() - began) / 1000)).toFixed(1)} MB/s`;
}
