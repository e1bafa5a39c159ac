import { messageSchema } from './event-schemas.js';
import { fittingJson, MAX_MESSAGE_BYTES } from './fit-message.js';
import { batchExample, failedBatchExample } from './schemas/batch.js';

/** The most bytes that one UTF-16 unit of a text can take in JSON: a control character, a letter, half of an emoji. */
const LETTERS = { control: '\u0001', wide: '\u6f22', emoji: '\u{1f600}' };
type Data = Record<string, object> & { truncated?: string[] };

const messageOf = (json: string) => `{"type":"batch.failed","timestamp":"2026-11-22T10:01:24.100Z","data":${json}}`;

it('leaves what fits as it is', () => {
  expect(fittingJson(batchExample)).toBe(JSON.stringify(batchExample));
});

describe.each(Object.entries(LETTERS))(
  'a batch with everything as long as it may be, in %s characters',
  (_, letter) => {
    const units = (count: number) => letter.repeat(Math.floor(count / letter.length));
    const key = letter.repeat(Math.floor(1_024 / Buffer.byteLength(letter)));
    const globs = Array.from({ length: 20 }, (_, n) => `${units(96)}${n}`);
    const pairs = Object.fromEntries(
      Array.from({ length: 3 }, (_, n) => [`k${n}`, units(letter === '\u0001' ? 160 : 1_000)]),
    );
    /** What a storage server, which belongs to somebody else, wrote into its answers. */
    const foreign = units(15_000);
    const largest = {
      ...failedBatchExample,
      source: { ...batchExample.source, prefix: key, manifest: key, include: globs, exclude: globs },
      destination: { ...batchExample.destination, key: units(500), cacheControl: units(200) },
      watermark: { key, scale: 20, opacity: 60, position: 'BR', etag: foreign },
      ai: { altText: true, seoRename: true, language: 'en', context: units(500) },
      metadata: pairs,
      estimate: {
        images: 10_000,
        byExtension: Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`${key}${n}`, 500])),
      },
      error: { code: 'storage_denied', message: foreign, fields: [{ path: 'source.manifest', message: foreign }] },
    };

    it('makes a message under 20 kB that is still described by its schema', () => {
      const message = messageOf(fittingJson(largest));
      expect(Buffer.byteLength(message)).toBeLessThan(MAX_MESSAGE_BYTES);
      expect(messageSchema('batch.failed').parse(JSON.parse(message))).toBeTruthy();
    });

    it('names what was left out, keeps the metadata, and gives up no more than it must', () => {
      const told = JSON.parse(fittingJson(largest)) as Data;
      const { truncated = [] } = told;
      expect(truncated).toEqual(expect.arrayContaining(['error.message', 'estimate.byExtension', 'watermark.etag']));
      for (const path of truncated) {
        const [part = '', field = ''] = path.split('.');
        expect(told[part]).not.toHaveProperty(field);
      }
      expect(told).toMatchObject({
        metadata: pairs,
        images: largest.images,
        usage: largest.usage,
        error: { code: 'storage_denied' },
      });
      const last = truncated.at(-1)?.split('.') ?? [];
      const withLast = structuredClone(told) as Record<string, Record<string, unknown>>;
      const [part = '', field = ''] = last;
      (withLast[part] as Record<string, unknown>)[field] = (largest as unknown as typeof withLast)[part]?.[field];
      expect(Buffer.byteLength(messageOf(JSON.stringify(withLast)))).toBeGreaterThan(MAX_MESSAGE_BYTES - 200);
    });
  },
);
