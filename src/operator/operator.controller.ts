import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { OperatorOnly } from '../common/http/callers.js';
import {
  accountChange,
  newAccount,
  newReinstatement,
  newReversal,
  newTopup,
  type AccountChange,
  type NewAccount,
  type NewReinstatement,
  type NewReversal,
  type NewTopup,
} from './admin-schema.js';
import { AuditService } from './audit.service.js';
import { BatchCosts } from './batch-cost.service.js';
import { OperatorService } from './operator.service.js';

@OperatorOnly()
@Controller('api/admin')
export class OperatorController {
  constructor(
    private readonly operator: OperatorService,
    private readonly auditor: AuditService,
    private readonly costs: BatchCosts,
  ) {}

  @Post('accounts')
  create(@Body({ schema: newAccount }) body: NewAccount) {
    return this.operator.create(body);
  }

  @Get('accounts/:id')
  get(@Param('id') id: string) {
    return this.operator.get(id);
  }

  @Patch('accounts/:id')
  change(@Param('id') id: string, @Body({ schema: accountChange }) body: AccountChange) {
    return this.operator.change(id, body);
  }

  @Post('accounts/:id/topups')
  grant(@Param('id') id: string, @Body({ schema: newTopup }) body: NewTopup) {
    return this.operator.grant(id, body);
  }

  @Post('accounts/:id/topup-reversals')
  reverse(@Param('id') id: string, @Body({ schema: newReversal }) body: NewReversal) {
    return this.operator.reverse(id, body);
  }

  @Post('accounts/:id/topup-reinstatements')
  reinstate(@Param('id') id: string, @Body({ schema: newReinstatement }) body: NewReinstatement) {
    return this.operator.reinstate(id, body);
  }

  @Get('batches/:id')
  batch(@Param('id') id: string) {
    return this.costs.get(id);
  }

  @Get('audit')
  audit() {
    return this.auditor.audit();
  }
}
