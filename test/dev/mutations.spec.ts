import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
// @ts-expect-error plain JavaScript, shared with the scripts
import { MUTATIONS as OF_CHAOS } from '../chaos/mutations.mjs';
// @ts-expect-error plain JavaScript, shared with the scripts
import { MUTATIONS as OF_WORLDS } from '../worlds/mutations.mjs';

interface Mutation {
  rule: string;
  file: string;
  from: string;
}

/** A change of the source may move what a mutation breaks; that must not be noticed only in the next long run. */
describe.each<[string, Mutation[]]>([
  ['worlds', OF_WORLDS],
  ['chaos', OF_CHAOS],
])('mutations of the %s', (_, mutations) => {
  it.each(mutations.map(({ rule, ...mutation }) => [rule, mutation] as const))('%s', async (_rule, { file, from }) => {
    const source = await readFile(join(import.meta.dirname, '../..', file), 'utf8');
    expect(source.split(from)).toHaveLength(2);
  });
});
