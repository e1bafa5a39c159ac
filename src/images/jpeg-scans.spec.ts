import sharp from 'sharp';
import { countScans, withRepeatedScan } from '../../test/support/many-scans.js';
import { refuseManyScans } from './jpeg-scans.js';

const noise = () =>
  sharp({
    create: {
      width: 120,
      height: 80,
      channels: 3,
      background: 'grey',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  });
const timeout = expect.objectContaining({ reason: 'timeout' }) as Error;

describe('refuseManyScans', () => {
  it('refuses more than 100 scans, and no fewer', async () => {
    const jpeg = await noise().jpeg({ progressive: true }).toBuffer();
    const own = countScans(jpeg);
    expect(own).toBeGreaterThan(1);
    expect(() => refuseManyScans(withRepeatedScan(jpeg, 100 - own))).not.toThrow();
    expect(() => refuseManyScans(withRepeatedScan(jpeg, 101 - own))).toThrow(timeout);
  });

  it('counts scans behind a segment that hides them in a scan with reserved codes', async () => {
    const jpeg = await noise().jpeg({ progressive: true }).toBuffer();
    const hidden = withRepeatedScan(jpeg, 200);
    const at = hidden.indexOf(Buffer.from([0xff, 0xda])) + 20;
    // The stuffed zero ends the last 0xff: without it the scan's own next byte, a random one, could be a marker.
    const code = Buffer.from([0xff, 0x02, 0xff, 0xff, 0x00]);
    expect(() => refuseManyScans(Buffer.concat([hidden.subarray(0, at), code, hidden.subarray(at)]))).toThrow(timeout);
  });

  it.each([
    ['baseline', () => noise().jpeg()],
    ['progressive', () => noise().jpeg({ mozjpeg: true })],
    ['grey', () => noise().greyscale().jpeg({ progressive: true })],
  ])('takes a %s file, whole, cut or with something behind its end', async (_, made) => {
    const jpeg = await made().toBuffer();
    const scans = withRepeatedScan(jpeg, 200).subarray(jpeg.length);
    for (const file of [jpeg, jpeg.subarray(0, 3), jpeg.subarray(0, -500), Buffer.concat([jpeg, scans])]) {
      expect(() => refuseManyScans(file)).not.toThrow();
    }
  });

  it('does not look for scans inside of other segments', async () => {
    const jpeg = await noise().jpeg().toBuffer();
    const comment = Buffer.alloc(2 + 2000, Buffer.from([0xff, 0xda]));
    comment.writeUInt16BE(0xfffe);
    comment.writeUInt16BE(2000, 2);
    const file = Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]);
    await expect(sharp(file).raw().toBuffer()).resolves.toHaveLength(120 * 80 * 3);
    expect(() => refuseManyScans(file)).not.toThrow();
  });
});
