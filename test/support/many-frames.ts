/** An animated WebP that has a still one as each of its frames. */
export function withFrames(still: Buffer, count: number): Buffer {
  const picture = still.subarray(12);
  const canvas = Buffer.alloc(10);
  canvas[0] = 2; // animated
  // less one each; where a picture with loss has them
  canvas.writeUIntLE(still.readUInt16LE(26) - 1, 4, 3);
  canvas.writeUIntLE(still.readUInt16LE(28) - 1, 7, 3);
  const head = Buffer.alloc(16);
  canvas.copy(head, 6, 4);
  head.writeUIntLE(40, 12, 3); // milliseconds
  const frame = chunk('ANMF', Buffer.concat([head, picture]));
  const frames = Array<Buffer>(count).fill(frame);
  return chunk(
    'RIFF',
    Buffer.concat([Buffer.from('WEBP'), chunk('VP8X', canvas), chunk('ANIM', Buffer.alloc(6)), ...frames]),
  );
}

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(data.length);
  return Buffer.concat([Buffer.from(type), length, data, Buffer.alloc(data.length % 2)]);
}
