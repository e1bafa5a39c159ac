import { Body, Controller, Get, HttpCode, Ip, Post, Req, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiFoundResponse, ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ForAnybody } from '../../common/http/callers.js';
import { invitationResponse, mailedResponse, signInResponse } from '../account-responses.js';
import { AttemptsService } from './attempts.service.js';
import {
  finishedSignUp,
  invitationToken,
  mailWanted,
  newPassword,
  signIn,
  type FinishedSignUp,
  type InvitationToken,
  type MailWanted,
  type NewPassword,
  type SignIn,
} from './auth-schema.js';
import { clientOf } from './client.js';
import { setCookies } from './cookies.js';
import { DevicesService } from './devices.service.js';
import { InvitationsService } from './invitations.service.js';
import { PasswordsService } from './passwords.service.js';
import { SignInService } from './sign-in.service.js';
import { SignUpService } from './sign-up.service.js';

/** Where people come in. Calls about an e-mail address answer alike whether it is known here or not. */
@ForAnybody()
@Controller('api/auth')
export class AuthController {
  constructor(
    private readonly people: SignInService,
    private readonly signUps: SignUpService,
    private readonly passwords: PasswordsService,
    private readonly invitations: InvitationsService,
    private readonly devices: DevicesService,
    private readonly attempts: AttemptsService,
  ) {}

  /** The address gets a mail; name and password are chosen behind its link. */
  @Post('sign-up')
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: mailedResponse })
  async signUp(@Ip() network: string, @Body({ schema: mailWanted }) { email }: MailWanted) {
    await this.attempts.take('sign-up', { network, mailbox: email });
    await this.signUps.begin(email);
    return { email };
  }

  /** Sends the link of a sign-up again. */
  @Post('verification-mail')
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: mailedResponse })
  async sendVerification(@Ip() network: string, @Body({ schema: mailWanted }) { email }: MailWanted) {
    await this.attempts.take('mail', { network, mailbox: email });
    await this.signUps.sendAgain(email);
    return { email };
  }

  /** With the token of the mail. It signs nobody in: a link can be planted. */
  @Post('verify')
  @HttpCode(204)
  async verify(
    @Ip() network: string,
    @Body({ schema: finishedSignUp }) body: FinishedSignUp,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.attempts.take('token', { network });
    setCookies(reply, [this.devices.cookieFor(await this.signUps.finish(body), null)]);
  }

  /** Where links of sign-ups led in earlier versions. They are no longer taken, so a person is told how to go on. */
  @Get('verify')
  @ApiFoundResponse({ description: 'To the page for signing up' })
  async leadToSignUp(@Res() reply: FastifyReply): Promise<void> {
    await reply.redirect('/sign-up?earlier=true', 302);
  }

  /** Who has a second factor gives the code next, with `sign-in/two-factor`. */
  @Post('sign-in')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: signInResponse })
  async signIn(
    @Body({ schema: signIn }) body: SignIn,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const signedIn = await this.people.signIn(body, clientOf(request));
    if ('waiting' in signedIn) {
      setCookies(reply, [signedIn.waiting]);
      return { twoFactor: true };
    }
    setCookies(reply, signedIn.cookies);
    return { person: signedIn.person };
  }

  @Post('sign-out')
  @HttpCode(204)
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    setCookies(reply, await this.people.signOut(request.headers));
  }

  /** An address that has begun to sign up gets the link for that again. */
  @Post('password-reset')
  @HttpCode(202)
  @ApiAcceptedResponse({ standardSchema: mailedResponse })
  async requestPasswordReset(@Ip() network: string, @Body({ schema: mailWanted }) { email }: MailWanted) {
    await this.attempts.take('mail', { network, mailbox: email });
    await this.passwords.requestReset(email);
    await this.signUps.sendAgain(email);
    return { email };
  }

  /** With the token of a mail. All sessions of the person end, and all other tokens. */
  @Post('password')
  @HttpCode(204)
  async resetPassword(
    @Ip() network: string,
    @Body({ schema: newPassword }) body: NewPassword,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.attempts.take('token', { network });
    setCookies(reply, [this.devices.cookieFor(await this.passwords.reset(body), null)]);
  }

  /** Whose invitation the token of the mail belongs to. */
  @Post('invitation')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: invitationResponse })
  async readInvitation(@Ip() network: string, @Body({ schema: invitationToken }) { token }: InvitationToken) {
    await this.attempts.take('token', { network });
    return this.invitations.read(token);
  }
}
