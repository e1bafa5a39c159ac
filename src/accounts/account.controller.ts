import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Inject,
  Param,
  Patch,
  Post,
  Query,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ApiError } from '../common/errors.js';
import {
  AlsoSuspended,
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
  joinedResponse,
  logResponse,
  memberResponse,
  membersResponse,
} from './account-responses.js';
import { AccountsService } from './accounts.service.js';
import { DownloadsService } from './downloads.service.js';
import { emailAddress, memberChange, MembersService, newMember, type NewMember } from './members.service.js';
import { AttemptsService } from './people/attempts.service.js';
import { invitationToken, type InvitationToken } from './people/auth-schema.js';
import { HomesService } from './people/homes.service.js';
import { InvitationsService } from './people/invitations.service.js';

/** `PATCH /api/account` */
const accountDetails = z
  .strictObject({
    name: plainText(100).optional(),
    email: emailAddress.optional(),
    requireSecondFactor: z
      .boolean()
      .optional()
      .describe('Everyone in the account needs a second factor. Only a signed-in owner who has one can turn this on'),
  })
  .refine((given) => Object.keys(given).length > 0, 'expected name, email or requireSecondFactor');
/** `POST /api/account/switch` */
const switchRequest = z.strictObject({ account: plainText(100) });

/** The account that a call acts for: who it is, who works in it, and what was done to its access. */
@Controller('api/account')
export class AccountController {
  constructor(
    private readonly database: DatabaseService,
    private readonly accounts: AccountsService,
    private readonly members: MembersService,
    private readonly downloads: DownloadsService,
    private readonly homes: HomesService,
    private readonly invitations: InvitationsService,
    private readonly attempts: AttemptsService,
    private readonly journal: JournalService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** With a session also who is signed in, and the accounts they can switch to. */
  @AlsoSuspended()
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
      soleOwner:
        signedIn !== undefined && caller.role === 'owner' && (await this.members.haveOneOwner(caller.accountId)),
      person: person ?? null,
      accounts: signedIn ? await this.homes.list(signedIn.personId) : null,
    };
  }

  @Demands('owner', 'confirmation')
  @Patch()
  @ApiOkResponse({ standardSchema: changedAccountResponse })
  async change(
    @CurrentCaller() { accountId, actor }: Caller,
    @Req() { signedIn }: CallerRequest,
    @Body({ schema: accountDetails }) { requireSecondFactor: required, ...details }: z.infer<typeof accountDetails>,
  ) {
    if (required !== undefined) requireOwnFactor(signedIn, required);
    return this.database.transaction(async (sql) => {
      if (Object.keys(details).length > 0) {
        await this.accounts.change(sql, accountId, details);
        await this.journal.append(sql, { accountId, actor, act: 'account.changed', details });
      }
      if (required !== undefined && (await this.accounts.setRequireSecondFactor(sql, accountId, required))) {
        await this.journal.append(sql, {
          accountId,
          actor,
          act: 'account.second_factor_changed',
          details: { required },
        });
      }
      return this.accounts.get(sql, accountId);
    });
  }

  /** The session acts for another account of the person from the next call on. */
  @AlsoSuspended()
  @Demands('person')
  @Post('switch')
  @HttpCode(204)
  async switch(
    @CurrentPerson() { personId, sessionId }: SignedIn,
    @Body({ schema: switchRequest }) { account }: z.infer<typeof switchRequest>,
  ) {
    await this.homes.switch(sessionId, personId, account);
  }

  /** The caller is no longer a member; their sessions go to their own account. The last owner cannot leave. */
  @AlsoSuspended()
  @Demands('person')
  @Post('leave')
  @HttpCode(204)
  async leave(@CurrentCaller() { accountId }: Caller, @CurrentPerson() { personId }: SignedIn) {
    await this.homes.leave(personId, accountId);
  }

  /** With the token of a mail to the person's own address. The session stays where it is; `switch` goes to the new account. */
  @Demands('person')
  @Post('invitations/accept')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: joinedResponse })
  accept(@CurrentPerson() { personId }: SignedIn, @Body({ schema: invitationToken }) { token }: InvitationToken) {
    return this.invitations.accept(personId, token);
  }

  @Demands('owner')
  @Get('log')
  @ApiOkResponse({ standardSchema: logResponse })
  log(@CurrentCaller() { accountId }: Caller, @Query({ schema: pageQuery }) page: PageQuery) {
    return this.journal.list(accountId, page);
  }

  /** The whole log, one JSON object a line. */
  @Demands('owner')
  @Get('log.jsonl')
  @Header('content-type', 'application/jsonl; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="log.jsonl"')
  exportLog(@CurrentCaller() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply) {
    return new StreamableFile(this.downloads.send(caller, reply, this.journal.export(caller.accountId)));
  }

  @Get('members')
  @ApiOkResponse({ standardSchema: membersResponse })
  listMembers(@CurrentCaller() { accountId }: Caller) {
    return this.members.list(accountId);
  }

  @Demands('owner', 'person', 'confirmation')
  @Post('members')
  @ApiCreatedResponse({ standardSchema: memberResponse })
  async invite(@CurrentCaller() { accountId, actor }: Caller, @Body({ schema: newMember }) body: NewMember) {
    await this.attempts.take('invitation', { account: accountId, mailbox: body.email });
    return this.members.invite(accountId, actor, body);
  }

  @Demands('owner', 'person', 'confirmation')
  @Patch('members/:id')
  @HttpCode(204)
  async changeMember(
    @CurrentCaller() { accountId, actor }: Caller,
    @Param('id') id: string,
    @Body({ schema: memberChange }) { role }: z.infer<typeof memberChange>,
  ) {
    await this.members.changeRole(accountId, actor, id, role);
  }

  @Demands('owner', 'person', 'confirmation')
  @Delete('members/:id')
  @HttpCode(204)
  async removeMember(@CurrentCaller() { accountId, actor }: Caller, @Param('id') id: string) {
    await this.members.remove(accountId, actor, id);
  }
}

/** Nobody demands of others what they do not have, and would be kept out by it themselves. */
function requireOwnFactor(signedIn: SignedIn | undefined, required: boolean): void {
  if (!signedIn) throw new ApiError('forbidden', { requires: 'session' });
  if (required && !signedIn.secondFactor) {
    throw new ApiError('second_factor_required', {}, 'Turn on two-factor sign-in yourself first');
  }
}
