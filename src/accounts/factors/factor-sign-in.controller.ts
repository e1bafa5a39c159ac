import { Body, Controller, HttpCode, Ip, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ForAnybody } from '../../common/http/callers.js';
import { signedInResponse } from '../account-responses.js';
import { AttemptsService } from '../people/attempts.service.js';
import { clientOf } from '../people/client.js';
import { setCookies } from '../people/cookies.js';
import { givenCode, type GivenCode } from './factor-schema.js';
import { FactorSignInService } from './factor-sign-in.service.js';
import { PasskeyProofService } from './passkey-proof.service.js';
import { ceremonyResponse, passkeyGiven, type PasskeyGiven } from './passkey-schema.js';

/** Signing in with a code after the password, or with a passkey in place of both. */
@ForAnybody()
@Controller('api/auth')
export class FactorSignInController {
  constructor(
    private readonly signIns: FactorSignInService,
    private readonly proofs: PasskeyProofService,
    private readonly attempts: AttemptsService,
  ) {}

  /** Follows `POST /api/auth/sign-in` for a person with a second factor, within ten minutes and five tries. */
  @Post('sign-in/two-factor')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: signedInResponse })
  async withCode(
    @Body({ schema: givenCode }) { code }: GivenCode,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.attempts.take('factor', { network: request.ip });
    const { person, cookies } = await this.signIns.withCode(code, clientOf(request));
    setCookies(reply, cookies);
    return { person };
  }

  @Post('passkeys/sign-in/options')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: ceremonyResponse })
  async beginPasskey(@Ip() network: string, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.attempts.take('factor', { network });
    const { options, cookie } = await this.proofs.begin('passkey-sign-in', null);
    setCookies(reply, [cookie]);
    return { options };
  }

  @Post('passkeys/sign-in')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: signedInResponse })
  async withPasskey(
    @Body({ schema: passkeyGiven }) { response }: PasskeyGiven,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.attempts.take('factor', { network: request.ip });
    const { person, cookies } = await this.signIns.withPasskey(response, clientOf(request));
    setCookies(reply, cookies);
    return { person };
  }
}
