/**
 * How far each file is, from 0 to 1. They are sent one after the other, so the bytes sent so far say it.
 * @param sizes bytes of the files, in the order in which they are sent
 * @param sent bytes of the form that were sent, which are a little more than those of its files
 */
export function sentShares(sizes: number[], sent: number): number[] {
  let start = 0;
  return sizes.map((size) => {
    const share = (sent - start) / Math.max(1, size);
    start += size;
    return Math.min(1, Math.max(0, share));
  });
}
