import type { Place } from '../common/crypto.js';
import { statement, type Statement } from './database.service.js';

/** A column whose texts are sealed with ENCRYPTION_KEY, of a table of accounts or of people. */
export interface SealedColumn {
  /** `connections.sealed_secret` */
  name: string;
  /** How many columns the table's key has. */
  keyColumns: number;
  /** Where the text of one row stands: whose it is counts too, so that no row goes over to another. */
  place(owner: string, ...key: string[]): Place;
  /** $1… the key of the row before, the last how many: rows as `{ owner, key, sealed }`. */
  read: Statement;
  /** $1… the row's key, then the new text, then the one it takes the place of. */
  replace: Statement;
}

/** Where a room keeps sealed texts. @param key the table's primary key @param owner the column that says whose row it is */
export function sealedColumn(table: string, key: string[], column: string, owner = 'account_id'): SealedColumn {
  const name = `reseal.${table}-${column}`.slice(0, 50);
  const columns = key.join(', ');
  const behind = key.map((_, index) => `$${index + 1}`).join(', ');
  const own = key.map((part, index) => `${part} = $${index + 1}`).join(' AND ');
  return {
    name: `${table}.${column}`,
    keyColumns: key.length,
    place: (whose, ...values) => [table, column, whose, ...values],
    read: statement(
      `${name}-read`,
      `SELECT ${owner} AS owner, ARRAY[${columns}] AS key, ${column} AS sealed FROM ${table}
       WHERE (${columns}) > (${behind}) AND ${column} <> '' ORDER BY ${columns} LIMIT $${key.length + 1}`,
    ),
    replace: statement(
      `${name}-replace`,
      `UPDATE ${table} SET ${column} = $${key.length + 1} WHERE ${own} AND ${column} = $${key.length + 2}`,
    ),
  };
}
