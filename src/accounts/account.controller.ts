import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { z } from 'zod';
import {
  CurrentCaller,
  CurrentPerson,
  Demands,
  type Caller,
  type CallerRequest,
  type SignedIn,
} from '../common/http/callers.js';
import { pageQuery, plainText, type PageQuery } from '../common/http/validation.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { DatabaseService } from '../database/database.service.js';
import { JournalService } from '../journal/journal.service.js';
import {
  accountResponse,
  changedAccountResponse,
  logResponse,
  memberResponse,
  membersResponse,
} from './account-responses.js';
import { AccountsService } from './accounts.service.js';
import { emailAddress, memberChange, MembersService, newMember, type NewMember } from './members.service.js';
import { HomesService } from './people/homes.service.js';

/** `PATCH /api/account` */
const accountDetails = z
  .strictObject({ name: plainText(100).optional(), email: emailAddress.optional() })
  .refine((given) => Object.keys(given).length > 0, 'expected name or email');
/** `POST /api/account/switch` */
const switchRequest = z.strictObject({ account: plainText(100) });

/** The account that a call acts for: who it is, who works in it, and what was done to its access. */
@Controller('api/account')
export class AccountController {
  constructor(
    private readonly database: DatabaseService,
    private readonly accounts: AccountsService,
    private readonly members: MembersService,
    private readonly homes: HomesService,
    private readonly journal: JournalService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** With a session also who is signed in, and the accounts they can switch to. */
  @Get()
  @ApiOkResponse({ standardSchema: accountResponse })
  async get(@CurrentCaller() caller: Caller, @Req() { signedIn }: CallerRequest) {
    const account = await this.accounts.get(this.database, caller.accountId);
    const { compressions, ai, features, requestsPerMinute } = this.settings.catalogue.plans[account.plan];
    const person = signedIn && (await this.homes.person(signedIn.personId));
    return {
      ...account,
      limits: { compressions, ai, requestsPerMinute },
      features,
      role: caller.role,
      person: person ?? null,
      accounts: signedIn ? await this.homes.list(signedIn.personId) : null,
    };
  }

  @Demands('owner')
  @Patch()
  @ApiOkResponse({ standardSchema: changedAccountResponse })
  async change(
    @CurrentCaller() { accountId, actor }: Caller,
    @Body({ schema: accountDetails }) body: z.infer<typeof accountDetails>,
  ) {
    return this.database.transaction(async (sql) => {
      await this.accounts.change(sql, accountId, body);
      await this.journal.append(sql, { accountId, actor, act: 'account.changed', details: body });
      return this.accounts.get(sql, accountId);
    });
  }

  /** The session acts for another account of the person from the next call on. */
  @Demands('person')
  @Post('switch')
  @HttpCode(204)
  async switch(
    @CurrentPerson() { personId, sessionId }: SignedIn,
    @Body({ schema: switchRequest }) { account }: z.infer<typeof switchRequest>,
  ) {
    await this.homes.switch(sessionId, personId, account);
  }

  @Demands('owner')
  @Get('log')
  @ApiOkResponse({ standardSchema: logResponse })
  log(@CurrentCaller() { accountId }: Caller, @Query({ schema: pageQuery }) page: PageQuery) {
    return this.journal.list(accountId, page);
  }

  @Get('members')
  @ApiOkResponse({ standardSchema: membersResponse })
  listMembers(@CurrentCaller() { accountId }: Caller) {
    return this.members.list(accountId);
  }

  @Demands('owner', 'person')
  @Post('members')
  @ApiCreatedResponse({ standardSchema: memberResponse })
  invite(@CurrentCaller() { accountId, actor }: Caller, @Body({ schema: newMember }) body: NewMember) {
    return this.members.invite(accountId, actor, body);
  }

  @Demands('owner', 'person')
  @Patch('members/:id')
  @HttpCode(204)
  async changeMember(
    @CurrentCaller() { accountId, actor }: Caller,
    @Param('id') id: string,
    @Body({ schema: memberChange }) { role }: z.infer<typeof memberChange>,
  ) {
    await this.members.changeRole(accountId, actor, id, role);
  }

  @Demands('owner', 'person')
  @Delete('members/:id')
  @HttpCode(204)
  async removeMember(@CurrentCaller() { accountId, actor }: Caller, @Param('id') id: string) {
    await this.members.remove(accountId, actor, id);
  }
}
