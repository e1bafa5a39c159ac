/** The progressive JPEG with its last scan repeated. */
export function withRepeatedScan(jpeg: Buffer, times: number): Buffer {
  const scan = jpeg.subarray(jpeg.lastIndexOf(Buffer.from([0xff, 0xda])), -2);
  return Buffer.concat([jpeg.subarray(0, -2), ...Array<Buffer>(times).fill(scan), jpeg.subarray(-2)]);
}

/** Scans of a JPEG that has no such bytes in its segments. */
export function countScans(jpeg: Buffer): number {
  return jpeg.toString('latin1').split('\xff\xda').length - 1;
}
