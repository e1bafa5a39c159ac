import sharp from 'sharp';
import { Deadline } from '../deadline.js';
import type { OutputFormat } from '../formats.js';
import { stepContext } from '../../../test/support/image-context.js';
import { convertColours } from './convert-colours.js';
import { identify } from './identify.js';
import { readHeader } from './read-header.js';

const ORANGE = { r: 200, g: 80, b: 40 };
const orange = () => sharp({ create: { width: 8, height: 8, channels: 3, background: ORANGE } });

async function converted(source: Buffer, format: OutputFormat = 'png'): Promise<Buffer> {
  const header = await readHeader(source, identify(source), Deadline.in(20_000));
  return convertColours(sharp(source), stepContext({ header, encoding: { format } }))
    .png()
    .toBuffer();
}

/** The colour a viewer without colour management would show. */
async function colourOf(png: Buffer): Promise<number[]> {
  return [...(await sharp(png, { ignoreIcc: true }).toColourspace('srgb').raw().toBuffer()).subarray(0, 3)];
}

function expectNear(colour: number[], tolerance: number): void {
  const distances = [ORANGE.r, ORANGE.g, ORANGE.b].map((value, channel) => Math.abs(value - (colour[channel] ?? 999)));
  expect(Math.max(...distances)).toBeLessThanOrEqual(tolerance);
}

describe('convertColours', () => {
  it('keeps sRGB as it is', async () => {
    expectNear(await colourOf(await converted(await orange().png().toBuffer())), 0);
  });

  it('keeps 16-bit sRGB as it is', async () => {
    expectNear(await colourOf(await converted(await orange().toColourspace('rgb16').png().toBuffer())), 0);
  });

  it('brings Display P3 to sRGB', async () => {
    const p3 = await orange().withIccProfile('p3').png().toBuffer();
    expect(await colourOf(p3)).not.toEqual([ORANGE.r, ORANGE.g, ORANGE.b]);
    expectNear(await colourOf(await converted(p3)), 1);
  });

  it('brings 16-bit Display P3 to sRGB', async () => {
    const p3 = await orange().toColourspace('rgb16').withIccProfile('p3').png().toBuffer();
    expectNear(await colourOf(await converted(p3)), 1);
  });

  it('brings CMYK to sRGB', async () => {
    const cmyk = await orange().toColourspace('cmyk').withIccProfile('cmyk').jpeg({ quality: 100 }).toBuffer();
    await expect(sharp(cmyk).metadata()).resolves.toMatchObject({ space: 'cmyk', channels: 4 });
    // Orange is at the edge of what the inks can print; an inverted or ignored profile would be off by over 100.
    expectNear(await colourOf(await converted(cmyk)), 25);
  });

  it('attaches no profile', async () => {
    const p3 = await orange().toColourspace('rgb16').withIccProfile('p3').png().toBuffer();
    expect((await sharp(await converted(p3)).metadata()).icc).toBeUndefined();
  });

  it('keeps a grey PNG at one channel, transparency beside it', async () => {
    const grey = await orange().toColourspace('b-w').png().toBuffer();
    await expect(sharp(await converted(grey)).metadata()).resolves.toMatchObject({ channels: 1 });
    const seeThrough = await orange().toColourspace('b-w').ensureAlpha(0.5).png().toBuffer();
    await expect(sharp(await converted(seeThrough)).metadata()).resolves.toMatchObject({ channels: 2, hasAlpha: true });
  });

  it('shows the same grey as before', async () => {
    const grey16 = await sharp({ create: { width: 4, height: 4, channels: 3, background: '#777' } })
      .toColourspace('grey16')
      .png()
      .toBuffer();
    expect(await colourOf(await converted(grey16))).toEqual([0x77, 0x77, 0x77]);
  });
});
