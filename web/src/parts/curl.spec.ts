import { execFileSync } from 'node:child_process';
import { curlOf, formCurlOf } from './curl';

const ORIGIN = 'https://flux.example';

/** The words that curl is started with, as a real shell takes the command apart. */
function wordsOf(command: string): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }\n${command}`;
  const printed = execFileSync('sh', ['-c', script], { env: { FLUXBATCH_KEY: 'flx_live_1' }, encoding: 'utf8' });
  return printed.split('\0').slice(0, -1);
}

describe('the curl of a call', () => {
  const key = ['-H', 'Authorization: Bearer flx_live_1'];

  it('reads an address, with its query', () => {
    const command = curlOf(ORIGIN, { path: '/api/batches?status=running&limit=5' });
    expect(wordsOf(command)).toEqual([`${ORIGIN}/api/batches?status=running&limit=5`, ...key]);
  });

  it('sends a body as JSON, as it is, whatever quotes and signs are in it', () => {
    const body = { name: `Anna's "shop" $HOME \`id\` \\ ü`, lines: 'a\nb' };
    const words = wordsOf(curlOf(ORIGIN, { method: 'POST', path: '/api/keys', body }));
    expect(words.slice(0, -1)).toEqual([`${ORIGIN}/api/keys`, ...key, '-H', 'Content-Type: application/json', '-d']);
    expect(JSON.parse(words.at(-1) ?? '')).toEqual(body);
  });

  it('names a method that curl does not choose by itself', () => {
    expect(wordsOf(curlOf(ORIGIN, { method: 'DELETE', path: '/api/keys/1' })).slice(0, 2)).toEqual(['-X', 'DELETE']);
    expect(wordsOf(curlOf(ORIGIN, { method: 'POST', path: '/api/x' })).slice(0, 2)).toEqual(['-X', 'POST']);
    expect(wordsOf(curlOf(ORIGIN, { method: 'PATCH', path: '/api/x', body: {} })).slice(0, 2)).toEqual(['-X', 'PATCH']);
  });

  it('sends a form', () => {
    const fields: [string, string][] = [
      ['file', '@photo.jpg'],
      ['quality', '82'],
    ];
    expect(wordsOf(formCurlOf(ORIGIN, '/api/compress', fields))).toEqual([
      `${ORIGIN}/api/compress`,
      ...key,
      '-F',
      'file=@photo.jpg',
      '-F',
      'quality=82',
    ]);
  });
});
