import type pg from 'pg';
import type { HotStatement } from './hot-statements.ts';

interface Node {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  Plans?: Node[];
}

export interface Explained {
  name: string;
  /** The median of the runs. */
  ms: number;
  /** Pages of 8 kB that were read, from memory or not. */
  pages: number;
  /** How each table was come by, in the order of the plan. */
  ways: string[];
}

const RUNS = 5;

/** Runs a statement a few times, and takes back what it did. */
export async function explain(
  client: pg.Client,
  { name, statement, values, before }: HotStatement,
): Promise<Explained> {
  const runs: { ms: number; pages: number; plan: Node }[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    await client.query('BEGIN');
    if (before) await client.query(before.text);
    const text = `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${statement.text}`;
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Node; 'Execution Time': number }] }>(text, values);
    await client.query('ROLLBACK');
    const [{ Plan, 'Execution Time': ms }] = rows[0]?.['QUERY PLAN'] ?? [
      { Plan: { 'Node Type': '' }, 'Execution Time': 0 },
    ];
    const buffers = Plan as unknown as Record<string, number>;
    const pages = (buffers['Shared Hit Blocks'] ?? 0) + (buffers['Shared Read Blocks'] ?? 0);
    runs.push({ ms, pages, plan: Plan });
  }
  const median = runs.sort((a, b) => a.ms - b.ms)[Math.floor(RUNS / 2)];
  return {
    name,
    ms: median?.ms ?? 0,
    pages: median?.pages ?? 0,
    ways: median ? [...new Set(waysOf(median.plan))] : [],
  };
}

function waysOf(node: Node): string[] {
  const table = node['Relation Name'];
  const index = node['Index Name'];
  const own = index ? [`${index}`] : table && node['Node Type'] === 'Seq Scan' ? [`all of ${table}`] : [];
  return [...own, ...(node.Plans ?? []).flatMap(waysOf)];
}
