import sharp from 'sharp';
import { captionOf } from './caption.js';
import { Deadline } from './deadline.js';
import { identify } from './steps/identify.js';
import { readHeader } from './steps/read-header.js';

describe('captionOf', () => {
  const readCaption = async (source: Buffer) =>
    captionOf(await readHeader(source, identify(source), Deadline.in(20_000)));
  const plain = () => sharp({ create: { width: 8, height: 8, channels: 3, background: 'teal' } });
  const xmpOf = (
    description: string,
  ) => `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/">
      <dc:description><rdf:Alt><rdf:li xml:lang="x-default">${description}</rdf:li></rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta>`;

  /** A JPEG with an APP13 segment, as photo agencies write it. */
  async function withIptc(caption: string): Promise<Buffer> {
    const text = Buffer.from(caption);
    const dataset = Buffer.concat([Buffer.from([0x1c, 0x02, 0x78, text.length >> 8, text.length & 255]), text]);
    const size = Buffer.alloc(4);
    size.writeUInt32BE(dataset.length);
    const even = dataset.length % 2 === 1 ? Buffer.from([0]) : Buffer.alloc(0);
    const block = Buffer.concat([
      Buffer.from('Photoshop 3.0\u00008BIM'),
      Buffer.from([0x04, 0x04, 0, 0]),
      size,
      dataset,
      even,
    ]);
    const segment = Buffer.concat([
      Buffer.from([0xff, 0xed, (block.length + 2) >> 8, (block.length + 2) & 255]),
      block,
    ]);
    const jpeg = await plain().jpeg().toBuffer();
    return Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);
  }

  it('is null where there is none', async () => {
    await expect(readCaption(await plain().png().toBuffer())).resolves.toBeNull();
  });

  it('reads EXIF', async () => {
    const source = await plain()
      .withExif({ IFD0: { ImageDescription: '  Two dogs\non a beach ' } })
      .jpeg()
      .toBuffer();
    await expect(readCaption(source)).resolves.toBe('Two dogs on a beach');
  });

  it('reads XMP before EXIF, with what XML escapes', async () => {
    const source = await plain()
      .withExif({ IFD0: { ImageDescription: 'from EXIF' } })
      .withXmp(xmpOf('Dogs &amp; cats &lt;b&gt;'))
      .jpeg()
      .toBuffer();
    await expect(readCaption(source)).resolves.toBe('Dogs & cats <b>');
  });

  it('reads IPTC', async () => {
    await expect(readCaption(await withIptc('Zwei Hunde am Strand'))).resolves.toBe('Zwei Hunde am Strand');
  });

  it('takes no more than 500 characters, and only whole ones', async () => {
    const source = await plain()
      .withXmp(xmpOf('😀'.repeat(400)))
      .jpeg()
      .toBuffer();
    const caption = (await readCaption(source)) ?? '';
    expect(caption.length).toBeLessThanOrEqual(500);
    expect(caption.isWellFormed()).toBe(true);
  });
});
