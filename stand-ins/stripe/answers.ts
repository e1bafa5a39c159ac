import { StripeRefusal } from './errors.ts';
import type { List, StripeObject } from './objects.ts';
import type { Store } from './store.ts';

interface PageOf {
  limit: number;
  starting_after?: string;
  created?: { gte?: number; lte?: number };
}

/** A page of objects given oldest first; lists go from the newest to the oldest, and on behind `starting_after`. */
export function listOf<T extends StripeObject>(all: T[], url: string, page: PageOf): List<T> {
  const { gte = 0, lte = Infinity } = page.created ?? {};
  const wanted = all.filter(({ created }) => created >= gte && created <= lte).reverse();
  const { starting_after: after } = page;
  const from = after === undefined ? 0 : wanted.findIndex(({ id }) => id === after) + 1;
  if (after !== undefined && from === 0) {
    throw new StripeRefusal(400, `No such object: '${after}'`, { code: 'resource_missing', param: 'starting_after' });
  }
  const data = wanted.slice(from, from + page.limit);
  return { object: 'list', data, has_more: from + data.length < wanted.length, url };
}

/** A copy of an answer in which the ids at some paths (`data.latest_invoice`) are the objects themselves. */
export function expanded(store: Store, answer: object, paths: string[] = []): object {
  const copy = structuredClone(answer);
  for (const path of paths) expandAt(store, copy as Record<string, unknown>, path.split('.'), path);
  return copy;
}

function expandAt(store: Store, holder: Record<string, unknown>, [step = '', ...rest]: string[], path: string): void {
  const value = holder[step];
  if (Array.isArray(value)) return value.forEach((one) => expandAt(store, one as Record<string, unknown>, rest, path));
  if (value === undefined) throw notExpandable(path);
  if (value === null) return;
  if (typeof value === 'string') {
    const object = store.byId(value);
    if (!object) throw notExpandable(path);
    holder[step] = structuredClone(object);
  }
  if (rest.length > 0) expandAt(store, holder[step] as Record<string, unknown>, rest, path);
}

function notExpandable(path: string): StripeRefusal {
  return new StripeRefusal(400, `This property cannot be expanded (${path}).`, { param: 'expand' });
}
