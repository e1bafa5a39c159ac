import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AlsoSuspended, CurrentPerson, Demands, type SignedIn } from '../../common/http/callers.js';
import { setCookies } from '../people/cookies.js';
import { ConfirmationService } from './confirmation.service.js';
import { PasskeyProofService } from './passkey-proof.service.js';
import {
  ceremonyResponse,
  newPasskey,
  passkeyGiven,
  passkeyResponse,
  passkeysResponse,
  type NewPasskey,
  type PasskeyGiven,
} from './passkey-schema.js';
import { PasskeysService } from './passkeys.service.js';

/** The passkeys of the signed-in person. */
@AlsoSuspended()
@Demands('person', 'confirmation')
@Controller('api/auth/passkeys')
export class PasskeysController {
  constructor(
    private readonly passkeys: PasskeysService,
    private readonly proofs: PasskeyProofService,
    private readonly confirmations: ConfirmationService,
  ) {}

  @Demands('person')
  @Get()
  @ApiOkResponse({ standardSchema: passkeysResponse })
  async list(@CurrentPerson() { personId }: SignedIn) {
    return { data: await this.passkeys.list(personId), next: null };
  }

  /** What the browser asks a device for; the challenge holds for five minutes. */
  @Post('options')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: ceremonyResponse })
  async begin(@CurrentPerson() signedIn: SignedIn, @Res({ passthrough: true }) reply: FastifyReply) {
    const { options, cookie } = await this.passkeys.begin(signedIn);
    setCookies(reply, [cookie]);
    return { options };
  }

  /** With what the device answered, and a name to know it by. */
  @Post()
  @ApiCreatedResponse({ standardSchema: passkeyResponse })
  add(
    @CurrentPerson() signedIn: SignedIn,
    @Req() { headers }: FastifyRequest,
    @Body({ schema: newPasskey }) body: NewPasskey,
  ) {
    return this.passkeys.add(signedIn, body, headers.cookie);
  }

  @Delete(':id')
  @HttpCode(204)
  async delete(@CurrentPerson() signedIn: SignedIn, @Param('id') id: string) {
    await this.passkeys.delete(signedIn, id);
  }

  @Demands('person')
  @Post('confirm/options')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: ceremonyResponse })
  async beginConfirmation(@CurrentPerson() { personId }: SignedIn, @Res({ passthrough: true }) reply: FastifyReply) {
    const { options, cookie } = await this.proofs.begin('passkey-confirm', personId);
    setCookies(reply, [cookie]);
    return { options };
  }

  /** As `POST /api/auth/confirm`, with a passkey. */
  @Demands('person')
  @Post('confirm')
  @HttpCode(204)
  async confirm(
    @CurrentPerson() signedIn: SignedIn,
    @Req() { headers }: FastifyRequest,
    @Body({ schema: passkeyGiven }) { response }: PasskeyGiven,
  ) {
    await this.proofs.confirm(signedIn.personId, response, headers.cookie);
    await this.confirmations.note(signedIn);
  }
}
