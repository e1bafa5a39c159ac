import { Injectable } from '@nestjs/common';
import { BATCH_CHECKS } from '../batches/index.js';
import { CREDIT_CHECKS } from '../credits/audit.sql.js';
import { MetricsService } from '../observability/metrics.service.js';
import { DatabaseService, statement } from '../database/database.service.js';

/** Offending rows shown for each check. */
const SHOWN = 5;

export interface AuditResponse {
  ok: boolean;
  checks: { name: string; ok: boolean; detail: string }[];
}

const oneSnapshot = statement('audit.one-snapshot', 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');

/** Holds the invariants of src/credits/README.md against the live database, all in one snapshot. */
@Injectable()
export class AuditService {
  private readonly figures: ReturnType<typeof figuresOf>;

  constructor(
    private readonly database: DatabaseService,
    metrics: MetricsService,
  ) {
    this.figures = figuresOf(metrics);
  }

  async audit(): Promise<AuditResponse> {
    const answer = await this.run();
    this.figures.broken.set(answer.checks.filter(({ ok }) => !ok).length);
    this.figures.at.set(Date.now() / 1000);
    return answer;
  }

  private run(): Promise<AuditResponse> {
    return this.database.transaction(async (sql) => {
      await sql.run(oneSnapshot);
      const checks: AuditResponse['checks'] = [];
      for (const { name, sql: text } of [...CREDIT_CHECKS, ...BATCH_CHECKS]) {
        // No name: a plan kept from when the tables were small would compare all images with all others.
        const offenders = await sql.run(statement('', `${text} LIMIT ${SHOWN}`));
        checks.push({
          name,
          ok: offenders.length === 0,
          detail: offenders.map((row) => JSON.stringify(row)).join(' '),
        });
      }
      return { ok: checks.every(({ ok }) => ok), checks };
    });
  }
}

function figuresOf(metrics: MetricsService) {
  return {
    broken: metrics.gauge(
      'fluxbatch_audit_broken_checks',
      'Invariants that the last audit in this process found broken',
    ),
    at: metrics.gauge(
      'fluxbatch_audit_timestamp_seconds',
      'When this process last ran an audit; 0: not since its start',
    ),
  };
}
