import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  AlsoSuspended,
  CurrentCaller,
  CurrentPerson,
  Demands,
  type Caller,
  type SignedIn,
} from '../../common/http/callers.js';
import { accountsResponse, sessionsResponse } from '../account-responses.js';
import { AttemptsService } from './attempts.service.js';
import { passwordChange, type PasswordChange } from './auth-schema.js';
import { clientOf } from './client.js';
import { setCookies } from './cookies.js';
import { DevicesService } from './devices.service.js';
import { HomesService } from './homes.service.js';
import { PasswordsService } from './passwords.service.js';
import { SessionsService } from './sessions.service.js';

/** What a person who is signed in does to their own sign-in, whatever has become of the account. */
@AlsoSuspended()
@Demands('person')
@Controller('api/auth')
export class OwnSignInController {
  constructor(
    private readonly passwords: PasswordsService,
    private readonly sessions: SessionsService,
    private readonly devices: DevicesService,
    private readonly attempts: AttemptsService,
    private readonly homes: HomesService,
  ) {}

  /** All other sessions of the person end, and all tokens of mails. */
  @Post('change-password')
  @HttpCode(204)
  async changePassword(
    @CurrentPerson() signedIn: SignedIn,
    @Body({ schema: passwordChange }) body: PasswordChange,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.attempts.take('password', { network: request.ip, person: signedIn.personId });
    const { owner, cookies } = await this.passwords.change(signedIn, body, clientOf(request));
    setCookies(reply, [...cookies, this.devices.cookieFor(owner, null)]);
  }

  /** The accounts that the person can switch to, and the one that the session acts for. */
  @Get('accounts')
  @ApiOkResponse({ standardSchema: accountsResponse })
  async listAccounts(@CurrentCaller() { accountId }: Caller, @CurrentPerson() { personId }: SignedIn) {
    const accounts = await this.homes.list(personId);
    return { data: accounts.map((account) => ({ ...account, current: account.id === accountId })), next: null };
  }

  /** Where the person is signed in, last used first. */
  @Get('sessions')
  @ApiOkResponse({ standardSchema: sessionsResponse })
  listSessions(@CurrentPerson() signedIn: SignedIn) {
    return this.sessions.list(signedIn);
  }

  /** Ends all but the one that asks. */
  @Delete('sessions')
  @HttpCode(204)
  async endOtherSessions(@CurrentPerson() signedIn: SignedIn) {
    await this.sessions.endOthers(signedIn);
  }

  @Delete('sessions/:id')
  @HttpCode(204)
  async endSession(@CurrentPerson() signedIn: SignedIn, @Param('id') id: string) {
    await this.sessions.end(signedIn, id);
  }

  @Post('sign-out-everywhere')
  @HttpCode(204)
  async signOutEverywhere(@CurrentPerson() { personId }: SignedIn) {
    await this.sessions.endAll(personId);
  }
}
