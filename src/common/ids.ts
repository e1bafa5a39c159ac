import { monotonicFactory } from 'ulid';

export type IdPrefix = 'acc' | 'key' | 'con' | 'bat' | 'img' | 'evt' | 'whe' | 'del';

const nextUlid = monotonicFactory();

/** A new id such as `bat_01jd…`. Ids made by one process sort in the order they were made. */
export function newId(prefix: IdPrefix): string {
  return `${prefix}_${nextUlid().toLowerCase()}`;
}
