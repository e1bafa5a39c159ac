import sharp from 'sharp';

/** A photo-like JPEG of about 100 kB. */
export function makePhoto(seed: number, width = 480, height = 320): Promise<Buffer> {
  const mean = 60 + ((seed * 31) % 140);
  const noise = { type: 'gaussian', mean, sigma: 18 } as const;
  return sharp({ create: { width, height, channels: 3, background: '#888', noise } })
    .jpeg({ quality: 92 })
    .toBuffer();
}

export function makeMark(): Promise<Buffer> {
  return sharp({ create: { width: 200, height: 80, channels: 4, background: '#ff880080' } })
    .png()
    .toBuffer();
}
