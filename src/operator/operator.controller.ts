import { Body, Controller, Get, Header, HttpCode, Param, Patch, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { AccountsService } from '../accounts/accounts.service.js';
import { SignInResetService } from '../accounts/factors/sign-in-reset.service.js';
import { MembersService, newMember, type NewMember } from '../accounts/members.service.js';
import { batchResponse } from '../batches/index.js';
import { CurrentOperator, OperatorOnly, type Actor } from '../common/http/callers.js';
import { pageQuery, type PageQuery } from '../common/http/validation.js';
import { JournalService } from '../journal/journal.service.js';
import {
  accountChange,
  accountsQuery,
  newAccount,
  newAdjustment,
  newReinstatement,
  newReversal,
  newTopup,
  resealRequest,
  signInReset,
  type AccountChange,
  type AccountsQuery,
  type NewAccount,
  type NewAdjustment,
  type NewReinstatement,
  type NewReversal,
  type NewTopup,
  type ResealRequest,
  type SignInResetRequest,
} from './admin-schema.js';
import { logResponse, memberResponse } from '../accounts/account-responses.js';
import { AccountChangesService } from './account-changes.service.js';
import { AdjustService } from './adjust.service.js';
import { AuditService } from './audit.service.js';
import { BatchCostService, operatorBatchResponse } from './batch-cost.service.js';
import {
  accountsResponse,
  adjustmentResponse,
  auditResponse,
  createdAccountResponse,
  changedByOperatorResponse,
  operatorAccountResponse,
  signInResetResponse,
  topupResponse,
  workloadResponse,
  canceledBatchesResponse,
  faultsResponse,
} from './operator-responses.js';
import { FaultsService } from '../faults/faults.service.js';
import { OperatorService } from './operator.service.js';
import { ResealService } from '../sealing/reseal.service.js';
import { WorkloadService } from './workload.service.js';

@OperatorOnly()
@Controller('api/admin')
export class OperatorController {
  constructor(
    private readonly operator: OperatorService,
    private readonly changes: AccountChangesService,
    private readonly adjuster: AdjustService,
    private readonly auditor: AuditService,
    private readonly costs: BatchCostService,
    private readonly accounts: AccountsService,
    private readonly members: MembersService,
    private readonly resets: SignInResetService,
    private readonly journal: JournalService,
    private readonly resealer: ResealService,
    private readonly workload: WorkloadService,
    private readonly faults: FaultsService,
  ) {}

  @Post('accounts')
  @ApiCreatedResponse({ standardSchema: createdAccountResponse })
  create(@CurrentOperator() actor: Actor, @Body({ schema: newAccount }) body: NewAccount) {
    return this.operator.create(actor, body);
  }

  @Get('accounts')
  @ApiOkResponse({ standardSchema: accountsResponse })
  list(@Query({ schema: accountsQuery }) { search, ...page }: AccountsQuery) {
    return this.accounts.search(search, page);
  }

  @Get('accounts/:id')
  @ApiOkResponse({ standardSchema: operatorAccountResponse })
  get(@Param('id') id: string) {
    return this.operator.get(id);
  }

  /** A suspension cancels the batches that are open; resuming the account does not bring them back. */
  @Patch('accounts/:id')
  @ApiOkResponse({ standardSchema: changedByOperatorResponse })
  change(
    @CurrentOperator() actor: Actor,
    @Param('id') id: string,
    @Body({ schema: accountChange }) body: AccountChange,
  ) {
    return this.changes.change(actor, id, body);
  }

  @Post('accounts/:id/topups')
  @ApiCreatedResponse({ standardSchema: topupResponse })
  grant(@CurrentOperator() actor: Actor, @Param('id') id: string, @Body({ schema: newTopup }) body: NewTopup) {
    return this.operator.grant(actor, id, body);
  }

  @Post('accounts/:id/topup-reversals')
  @ApiCreatedResponse({ standardSchema: topupResponse })
  reverse(@CurrentOperator() actor: Actor, @Param('id') id: string, @Body({ schema: newReversal }) body: NewReversal) {
    return this.operator.reverse(actor, id, body);
  }

  @Post('accounts/:id/topup-reinstatements')
  @ApiCreatedResponse({ standardSchema: topupResponse })
  reinstate(
    @CurrentOperator() actor: Actor,
    @Param('id') id: string,
    @Body({ schema: newReinstatement }) body: NewReinstatement,
  ) {
    return this.operator.reinstate(actor, id, body);
  }

  /** Adds to what the running period grants, or takes of it; the same reference again answers what was entered. */
  @Post('accounts/:id/adjustments')
  @ApiCreatedResponse({ standardSchema: adjustmentResponse })
  adjust(
    @CurrentOperator() actor: Actor,
    @Param('id') id: string,
    @Body({ schema: newAdjustment }) body: NewAdjustment,
  ) {
    return this.adjuster.adjust(actor, id, body);
  }

  @Get('batches/:id')
  @ApiOkResponse({ standardSchema: operatorBatchResponse })
  batch(@Param('id') id: string) {
    return this.costs.get(id);
  }

  /** What was done to the account's access, newest first. */
  @Get('accounts/:id/log')
  @ApiOkResponse({ standardSchema: logResponse })
  async log(@Param('id') id: string, @Query({ schema: pageQuery }) page: PageQuery) {
    await this.operator.get(id);
    return this.journal.list(id, page);
  }

  @Get('accounts/:id/log.jsonl')
  @Header('content-type', 'application/jsonl; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="log.jsonl"')
  async exportLog(@Param('id') id: string) {
    await this.operator.get(id);
    return new StreamableFile(this.journal.export(id));
  }

  /** For a person who lost the app and all backup codes. The operator makes sure beforehand that it is them. */
  @Post('people/reset-sign-in')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: signInResetResponse })
  resetSignIn(@CurrentOperator() actor: Actor, @Body({ schema: signInReset }) { email }: SignInResetRequest) {
    return this.resets.reset(actor, email);
  }

  /** How the first owner comes into an account that the operator made. */
  @Post('accounts/:id/members')
  @ApiCreatedResponse({ standardSchema: memberResponse })
  invite(@CurrentOperator() actor: Actor, @Param('id') id: string, @Body({ schema: newMember }) body: NewMember) {
    return this.members.invite(id, actor, body);
  }

  /** Seals a page of what older keys have sealed with the newest; again with `next` until that is null. */
  @Post('reseal')
  @HttpCode(200)
  reseal(@Body({ schema: resealRequest }) { after }: ResealRequest) {
    return this.resealer.page(after);
  }

  /** What waits and what is worked on, over all accounts. */
  @Get('queues')
  @ApiOkResponse({ standardSchema: workloadResponse })
  queues() {
    return this.workload.read();
  }

  /** Images not started are refunded, running ones finish and count. */
  @Post('batches/:id/cancel')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: batchResponse })
  cancelBatch(@CurrentOperator() actor: Actor, @Param('id') id: string) {
    return this.operator.cancelBatch(actor, id);
  }

  /** All batches of the account that are open. */
  @Post('accounts/:id/cancel-batches')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: canceledBatchesResponse })
  cancelBatches(@CurrentOperator() actor: Actor, @Param('id') id: string) {
    return this.operator.cancelBatches(actor, id);
  }

  /** Rows that a duty of the service failed on, longest at fault first. The others are worked on without them. */
  @Get('faults')
  @ApiOkResponse({ standardSchema: faultsResponse })
  async listFaults() {
    const rows = await this.faults.list();
    return {
      data: rows.map(({ account_id: accountId, first_at, last_at, retry_at, ...row }) => ({
        ...row,
        accountId,
        firstAt: first_at.toISOString(),
        lastAt: last_at.toISOString(),
        retryAt: retry_at.toISOString(),
      })),
    };
  }

  @Get('audit')
  @ApiOkResponse({ standardSchema: auditResponse })
  audit() {
    return this.auditor.audit();
  }
}
