import { encodeTime, monotonicFactory } from 'ulid';

export type IdPrefix =
  | 'acc'
  | 'key'
  | 'con'
  | 'bat'
  | 'img'
  | 'evt'
  | 'whe'
  | 'del'
  | 'per'
  | 'ses'
  | 'inv'
  | 'log'
  | 'mail'
  | 'ver'
  | 'pky'
  | 'stp'
  | 'req'
  | 'upl'
  | 'aij'
  | 'chk'
  | 'rec';

const nextUlid = monotonicFactory();

/** A new id such as `bat_01jd…`. Ids made by one process sort in the order they were made. */
export function newId(prefix: IdPrefix): string {
  return `${prefix}_${nextUlid().toLowerCase()}`;
}

/** No id with this prefix that was made at that time (in ms) or later sorts before this. */
export function earliestId(prefix: IdPrefix, time: number): string {
  return `${prefix}_${encodeTime(Math.max(0, time)).toLowerCase()}`;
}
