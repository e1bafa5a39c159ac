/** An invariant as a query: the rows it answers break it. */
export interface AuditCheck {
  name: string;
  sql: string;
}
