import { Body, Controller, Get, HttpCode, Ip, Post } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { AlsoSuspended, confirmedUntil, CurrentPerson, Demands, type SignedIn } from '../../common/http/callers.js';
import { ConfirmationService } from './confirmation.service.js';
import {
  backupCodesResponse,
  begunResponse,
  confirmation,
  factorsResponse,
  givenCode,
  ownPassword,
  type Confirmation,
  type GivenCode,
  type OwnPassword,
} from './factor-schema.js';
import { PasskeysService } from './passkeys.service.js';
import { SecondFactorService } from './second-factor.service.js';

/** How a person proves who they are, and proves it again. */
@AlsoSuspended()
@Demands('person', 'confirmation')
@Controller('api/auth')
export class FactorsController {
  constructor(
    private readonly confirmations: ConfirmationService,
    private readonly secondFactors: SecondFactorService,
    private readonly passkeys: PasskeysService,
  ) {}

  /** What the person signs in with. */
  @Demands('person')
  @Get('factors')
  @ApiOkResponse({ standardSchema: factorsResponse })
  async factors(@CurrentPerson() signedIn: SignedIn) {
    const { personId } = signedIn;
    const { isOn, backupCodes } = await this.secondFactors.state(personId);
    return {
      password: await this.confirmations.hasPassword(personId),
      twoFactor: isOn,
      backupCodes,
      passkeys: (await this.passkeys.list(personId)).length,
      confirmedUntil: confirmedUntil(signedIn).toISOString(),
    };
  }

  /** For 15 minutes nothing asks again, as after a sign-in. */
  @Demands('person')
  @Post('confirm')
  @HttpCode(204)
  async confirm(
    @CurrentPerson() signedIn: SignedIn,
    @Ip() network: string,
    @Body({ schema: confirmation }) body: Confirmation,
  ) {
    await this.confirmations.confirm(signedIn, network, body);
  }

  /** Nothing is asked for yet: `verify` turns it on. */
  @Post('two-factor/enable')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: begunResponse })
  async begin(
    @CurrentPerson() signedIn: SignedIn,
    @Ip() network: string,
    @Body({ schema: ownPassword }) { password }: OwnPassword,
  ) {
    await this.confirmations.requireOwnPassword(signedIn, network, password);
    return this.secondFactors.begin(signedIn);
  }

  /** With a first code of the app. All other sessions of the person end. */
  @Post('two-factor/verify')
  @HttpCode(204)
  async enable(@CurrentPerson() signedIn: SignedIn, @Body({ schema: givenCode }) { code }: GivenCode) {
    await this.secondFactors.enable(signedIn, code);
  }

  @Post('two-factor/disable')
  @HttpCode(204)
  async disable(
    @CurrentPerson() signedIn: SignedIn,
    @Ip() network: string,
    @Body({ schema: ownPassword }) { password }: OwnPassword,
  ) {
    await this.confirmations.requireOwnPassword(signedIn, network, password);
    await this.secondFactors.disable(signedIn);
  }

  /** New backup codes; the old ones no longer work. */
  @Post('two-factor/backup-codes')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: backupCodesResponse })
  async newCodes(
    @CurrentPerson() signedIn: SignedIn,
    @Ip() network: string,
    @Body({ schema: ownPassword }) { password }: OwnPassword,
  ) {
    await this.confirmations.requireOwnPassword(signedIn, network, password);
    return { backupCodes: await this.secondFactors.newBackupCodes(signedIn) };
  }
}
