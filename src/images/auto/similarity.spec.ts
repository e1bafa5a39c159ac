import sharp, { type Sharp } from 'sharp';
import type { Pixels } from '../engine.js';
import { sampleTiles } from './sample-tiles.js';
import { similarity } from './similarity.js';

async function pixelsOf(image: Sharp): Promise<Pixels> {
  const { data, info } = await image.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels as 3 | 4 };
}

/** Something with edges, gradients and texture. */
const scene = (width = 320, height = 200) =>
  sharp({
    create: { width, height, channels: 3, background: 'grey', noise: { type: 'gaussian', mean: 120, sigma: 12 } },
  })
    .composite([
      { input: { create: { width: 90, height: 60, channels: 3, background: '#d04010' } }, left: 40, top: 30 },
    ])
    .png()
    .toBuffer();

describe('similarity', () => {
  it('is 1 for the same picture, whatever its size', async () => {
    for (const [width, height] of [
      [320, 200],
      [17, 33],
      [3, 2],
      [1, 1],
    ] as const) {
      const picture = await pixelsOf(sharp(await scene()).resize(width, height, { fit: 'fill' }));
      expect(similarity(picture, picture)).toBeCloseTo(1, 10);
    }
  });

  it('falls with every step of quality', async () => {
    const source = await scene();
    const original = await pixelsOf(sharp(source));
    const scores = [];
    for (const quality of [95, 80, 60, 40, 10]) {
      const copy = await sharp(source).jpeg({ quality }).toBuffer();
      scores.push(similarity(original, await pixelsOf(sharp(copy))));
    }
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(scores[0]).toBeGreaterThan(0.9);
    expect(scores.at(-1)).toBeLessThan(0.8);
  });

  it('sees damage in one place that the mean of the whole would hide', async () => {
    const source = await scene(640, 480);
    const patch = await sharp(source).extract({ left: 100, top: 100, width: 160, height: 120 }).blur(4).toBuffer();
    const damaged = await sharp(source)
      .composite([{ input: patch, left: 100, top: 100 }])
      .png()
      .toBuffer();
    const [original, copy] = await Promise.all([sharp(source), sharp(damaged)].map(pixelsOf));
    expect(similarity(original!, copy!)).toBeLessThan(0.85);
  });

  it('sees colours that changed at the same brightness', async () => {
    const red = sharp({ create: { width: 64, height: 64, channels: 3, background: { r: 180, g: 60, b: 60 } } });
    const green = sharp({ create: { width: 64, height: 64, channels: 3, background: { r: 60, g: 120, b: 70 } } });
    expect(similarity(await pixelsOf(red), await pixelsOf(green))).toBeLessThan(0.99);
  });

  it('does not look at colours that nobody sees', async () => {
    const clear = (r: number) =>
      pixelsOf(sharp({ create: { width: 32, height: 32, channels: 4, background: { r, g: 0, b: 0, alpha: 0 } } }));
    expect(similarity(await clear(0), await clear(255))).toBeCloseTo(1, 10);
  });

  it('compares pictures of one size only', async () => {
    const [a, b] = await Promise.all([pixelsOf(sharp(await scene())), pixelsOf(sharp(await scene(330, 200)))]);
    expect(() => similarity(a, b)).toThrow('one size');
  });
});

describe('sampleTiles', () => {
  it('takes a small picture whole', async () => {
    const small = await pixelsOf(sharp(await scene()));
    expect(sampleTiles(small)).toBe(small);
  });

  it('takes tiles from all over a large one, pixel for pixel', async () => {
    const width = 1600;
    const height = 1200;
    const data = Buffer.alloc(width * height * 3);
    for (let pixel = 0; pixel < width * height; pixel += 1) {
      data.set([((pixel % width) / width) * 255, (Math.floor(pixel / width) / height) * 255, 7], pixel * 3);
    }
    const sample = sampleTiles({ data, width, height, channels: 3 });
    expect([sample.width, sample.height, sample.data.length]).toEqual([384, 384, 384 * 384 * 3]);
    const first = [...sample.data.subarray(0, 3)];
    const last = [...sample.data.subarray(-3)];
    expect(first[0]).toBeLessThan(50);
    expect(last[0]).toBeGreaterThan(205);
    expect([first[1]! < 50, last[1]! > 205]).toEqual([true, true]);
  });
});
