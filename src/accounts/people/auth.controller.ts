import { Body, Controller, Get, HttpCode, Inject, Ip, Post, Query, Req, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Demands, ForAnybody } from '../../common/http/callers.js';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { mailedResponse, signInResponse } from '../account-responses.js';
import { AttemptsService } from './attempts.service.js';
import {
  mailWanted,
  newPassword,
  newPerson,
  passwordChange,
  signIn,
  verifyQuery,
  type MailWanted,
  type NewPassword,
  type NewPerson,
  type PasswordChange,
  type SignIn,
} from './auth-schema.js';
import { SignInService } from './sign-in.service.js';

/** Where people come in. Calls about an e-mail address answer alike whether it is known here or not. */
@ForAnybody()
@Controller('api/auth')
export class AuthController {
  constructor(
    private readonly people: SignInService,
    private readonly attempts: AttemptsService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** The address gets a mail; whoever opens its link can sign in. */
  @Post('sign-up')
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: mailedResponse })
  async signUp(@Ip() address: string, @Body({ schema: newPerson }) body: NewPerson) {
    await this.attempts.take('sign-up', address, body.email);
    await this.people.signUp(body);
    return { email: body.email };
  }

  @Post('sign-in')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: signInResponse })
  async signIn(
    @Ip() address: string,
    @Body({ schema: signIn }) body: SignIn,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.attempts.take('sign-in', address, body.email);
    const { person, cookies } = await this.people.signIn(body, request.headers['user-agent']);
    setCookies(reply, cookies);
    return { person };
  }

  @Post('sign-out')
  @HttpCode(204)
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    setCookies(reply, await this.people.signOut(request.headers));
  }

  @Post('verification-mail')
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: mailedResponse })
  async sendVerification(@Ip() address: string, @Body({ schema: mailWanted }) { email }: MailWanted) {
    await this.attempts.take('mail', address, email);
    await this.people.sendVerification(email);
    return { email };
  }

  /** The link of the mail. It signs nobody in: a link can be planted. */
  @Get('verify')
  @HttpCode(302)
  async verify(
    @Ip() address: string,
    @Query({ schema: verifyQuery }) { token }: z.infer<typeof verifyQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.attempts.take('token', address);
    await this.people.verify(token);
    void reply.header('location', `${this.settings.publicUrl}/sign-in?verified=true`);
  }

  @Post('password-reset')
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: mailedResponse })
  async requestPasswordReset(@Ip() address: string, @Body({ schema: mailWanted }) { email }: MailWanted) {
    await this.attempts.take('mail', address, email);
    await this.people.requestPasswordReset(email);
    return { email };
  }

  /** With the token of a mail. All sessions of the person end. */
  @Post('password')
  @HttpCode(204)
  async resetPassword(@Ip() address: string, @Body({ schema: newPassword }) body: NewPassword) {
    await this.attempts.take('token', address);
    await this.people.resetPassword(body);
  }
}

/** What a person who is signed in does to their own sign-in. */
@Demands('person')
@Controller('api/auth')
export class OwnSignInController {
  constructor(
    private readonly people: SignInService,
    private readonly attempts: AttemptsService,
  ) {}

  /** All other sessions of the person end. */
  @Post('change-password')
  @HttpCode(204)
  async changePassword(
    @Ip() address: string,
    @Body({ schema: passwordChange }) body: PasswordChange,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.attempts.take('password', address);
    setCookies(reply, await this.people.changePassword(request.headers, body));
  }

  @Post('sign-out-everywhere')
  @HttpCode(204)
  async signOutEverywhere(@Req() request: FastifyRequest) {
    await this.people.signOutEverywhere(request.headers);
  }
}

function setCookies(reply: FastifyReply, cookies: string[]): void {
  if (cookies.length > 0) void reply.header('set-cookie', cookies);
}
