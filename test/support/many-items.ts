interface Items {
  count: number;
  /** How often each names the same bytes. */
  times: number;
  bytes: number;
}

/** The AVIF of one item, with items of metadata that all lie in the same place. */
export function withItems(avif: Buffer, { count, times, bytes }: Items): Buffer {
  const [type = avif, meta = avif, media = avif] = boxesOf(avif);
  const parts = boxesOf(meta.subarray(12));
  const [picture, metadata] = [media.subarray(8), Buffer.alloc(bytes, ' ')];
  const made = (base: number) => {
    const iloc = box('iloc', [
      number(4, 0),
      number(2, 0x4400),
      number(2, 1 + count),
      location(1, [[base, picture.length]]),
      ...ids(count).map((id) =>
        location(
          id,
          Array.from({ length: times }, () => [base + picture.length, bytes]),
        ),
      ),
    ]);
    const iinf = box('iinf', [
      number(4, 0),
      number(2, 1 + count),
      info(1, 'av01'),
      ...ids(count).map((id) => info(id, 'abcd')),
    ]);
    const others = parts.filter((part) => !['iloc', 'iinf'].includes(part.toString('latin1', 4, 8)));
    return Buffer.concat([type, box('meta', [number(4, 0), iloc, iinf, ...others]), box('mdat', [picture, metadata])]);
  };
  return made(made(0).length - picture.length - bytes);
}

const ids = (count: number) => Array.from({ length: count }, (_, index) => index + 2);

function location(id: number, extents: [number, number][]): Buffer {
  const pairs = extents.flatMap(([offset, length]) => [number(4, offset), number(4, length)]);
  return Buffer.concat([number(2, id), number(2, 0), number(2, extents.length), ...pairs]);
}

function info(id: number, type: string): Buffer {
  return box('infe', [number(4, 0x02000000), number(2, id), number(2, 0), Buffer.from(`${type}\0`)]);
}

function boxesOf(bytes: Buffer): Buffer[] {
  const boxes: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    boxes.push(bytes.subarray(at, (at += bytes.readUInt32BE(at))));
  }
  return boxes;
}

function box(type: string, parts: Buffer[]): Buffer {
  const data = Buffer.concat(parts);
  return Buffer.concat([number(4, data.length + 8), Buffer.from(type), data]);
}

function number(size: number, value: number): Buffer {
  const bytes = Buffer.alloc(size);
  bytes.writeUIntBE(value, 0, size);
  return bytes;
}
