import { Inject, Injectable } from '@nestjs/common';
import {
  generateAuthenticationOptions,
  verifyAuthenticationResponse,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { DatabaseService } from '../../database/database.service.js';
import type { PasskeyAnswer } from './passkey-schema.js';
import { passkeyByCredential, usePasskey } from './passkeys.sql.js';
import { badPasskey, relyingParty, TIMEOUT_MS, type RelyingParty } from './relying-party.js';
import { SignInStepsService } from './sign-in-steps.service.js';

type Purpose = 'passkey-sign-in' | 'passkey-confirm';

interface KnownPasskey {
  id: string;
  credentialId: string;
  publicKey: string;
  counter: number;
  transports: string[];
  personId: string;
  verified: boolean;
  /** Of the person, as read before the answer was looked at. */
  signOuts: number;
}

/** That somebody has a passkey of a person's, on a device that asked them to unlock it: something they have and something they know or are. */
@Injectable()
export class PasskeyProofService {
  private readonly party: RelyingParty;

  constructor(
    private readonly database: DatabaseService,
    private readonly steps: SignInStepsService,
    @Inject(SETTINGS) { publicUrl }: Settings,
  ) {
    this.party = relyingParty(publicUrl);
  }

  /** The device itself knows whose passkeys it has, so nobody is named. */
  async begin(
    purpose: Purpose,
    personId: string | null,
  ): Promise<{ options: PublicKeyCredentialRequestOptionsJSON; cookie: string }> {
    const options = await generateAuthenticationOptions({
      rpID: this.party.id,
      userVerification: 'required',
      timeout: TIMEOUT_MS,
    });
    return { options, cookie: await this.steps.begin(purpose, personId, { challenge: options.challenge }) };
  }

  /** Who signs in with it. @throws ApiError `invalid_request` */
  signIn(response: PasskeyAnswer, cookie: string | undefined): Promise<Pick<KnownPasskey, 'personId' | 'signOuts'>> {
    return this.prove('passkey-sign-in', null, response, cookie);
  }

  /**
   * That the person of a session is there. Only a passkey of their own counts, and only a challenge that they asked for: anybody
   * else has both of their own. @throws ApiError `invalid_request`
   */
  async confirm(personId: string, response: PasskeyAnswer, cookie: string | undefined): Promise<void> {
    await this.prove('passkey-confirm', personId, response, cookie);
  }

  private async prove(
    purpose: Purpose,
    personId: string | null,
    response: PasskeyAnswer,
    cookie: string | undefined,
  ): Promise<KnownPasskey> {
    const step = await this.steps.take<{ challenge: string }>(purpose, cookie);
    if (step?.personId !== personId) throw badPasskey();
    const [known] = step ? await this.database.run<KnownPasskey>(passkeyByCredential, [response.id]) : [];
    if (!step || !known?.verified) throw badPasskey();
    // Our row says whose it is. A device that says otherwise is not believed.
    const { userHandle } = response.response;
    const isSomebodyElse = userHandle !== undefined && userHandle !== Buffer.from(known.personId).toString('base64url');
    if (isSomebodyElse || (personId !== null && personId !== known.personId)) throw badPasskey();
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: step.details.challenge,
      expectedOrigin: this.party.origin,
      expectedRPID: this.party.id,
      requireUserVerification: true,
      credential: {
        id: known.credentialId,
        publicKey: new Uint8Array(Buffer.from(known.publicKey, 'base64url')),
        counter: known.counter,
      },
    }).catch(() => ({ verified: false, authenticationInfo: undefined }));
    const [used] =
      verified && authenticationInfo
        ? await this.database.run(usePasskey, [known.id, authenticationInfo.newCounter])
        : [];
    if (!used) throw badPasskey();
    return known;
  }
}
