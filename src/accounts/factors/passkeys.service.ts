import { Inject, Injectable } from '@nestjs/common';
import {
  generateRegistrationOptions,
  verifyRegistrationResponse,
  type PublicKeyCredentialCreationOptionsJSON,
} from '@simplewebauthn/server';
import { ApiError } from '../../common/errors.js';
import type { SignedIn } from '../../common/http/callers.js';
import { newId } from '../../common/ids.js';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { DatabaseService } from '../../database/database.service.js';
import { lockSignedIn } from '../people/lock-signed-in.js';
import { NoticesService } from '../people/notices.service.js';
import type { PersonRow } from '../people/passwords.service.js';
import { personById } from '../people/people.sql.js';
import { PersonLogService } from '../people/person-log.service.js';
import { newPasskeyMail, passkeyDeletedMail } from './factor-mails.js';
import type { NewPasskey, PasskeyView } from './passkey-schema.js';
import { badPasskey, relyingParty, TIMEOUT_MS, type RelyingParty } from './relying-party.js';
import { countPasskeys, deletePasskey, insertPasskey, listPasskeys } from './passkeys.sql.js';
import { SignInStepsService } from './sign-in-steps.service.js';

const MAX_PASSKEYS = 20;

interface PasskeyRow {
  id: string;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  credentialId: string;
  transports: string[];
}

/** Adds, lists and deletes the passkeys of a person. */
@Injectable()
export class PasskeysService {
  private readonly party: RelyingParty;

  constructor(
    private readonly database: DatabaseService,
    private readonly steps: SignInStepsService,
    private readonly notices: NoticesService,
    private readonly log: PersonLogService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    this.party = relyingParty(settings.publicUrl);
  }

  async list(personId: string): Promise<PasskeyView[]> {
    return (await this.rows(personId)).map(view);
  }

  /** What the browser asks a device for, and the cookie of the challenge. */
  async begin({ personId }: SignedIn): Promise<{ options: PublicKeyCredentialCreationOptionsJSON; cookie: string }> {
    const person = await this.person(personId);
    const known = await this.rows(personId);
    const options = await generateRegistrationOptions({
      rpName: 'Fluxbatch',
      rpID: this.party.id,
      userID: new TextEncoder().encode(personId),
      userName: person.email,
      userDisplayName: person.name,
      timeout: TIMEOUT_MS,
      attestationType: 'none',
      excludeCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    const cookie = await this.steps.begin('passkey-new', personId, { challenge: options.challenge });
    return { options, cookie };
  }

  /** @throws ApiError `invalid_request` for an answer that does not fit the challenge, `invalid_state` when there are too many */
  async add(signedIn: SignedIn, { name, response }: NewPasskey, cookie: string | undefined): Promise<PasskeyView> {
    const { personId } = signedIn;
    const step = await this.steps.take<{ challenge: string }>('passkey-new', cookie);
    if (!step || step.personId !== personId) throw badPasskey();
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: step.details.challenge,
      expectedOrigin: this.party.origin,
      expectedRPID: this.party.id,
      requireUserVerification: true,
    }).catch(() => ({ verified: false, registrationInfo: undefined }));
    if (!verified || !registrationInfo) throw badPasskey();
    const { id, publicKey, counter } = registrationInfo.credential;
    const key = Buffer.from(publicKey).toString('base64url');
    const transports = response.response.transports ?? [];
    const person = await this.person(personId);
    const added = await this.database.transaction(async (sql) => {
      await lockSignedIn(sql, signedIn);
      const [has] = await sql.run<{ count: number }>(countPasskeys, [personId]);
      if (!has || has.count >= MAX_PASSKEYS) {
        throw new ApiError('invalid_state', { limit: MAX_PASSKEYS }, `A person has at most ${MAX_PASSKEYS} passkeys`);
      }
      const values = [newId('pky'), personId, id, key, counter, transports, name];
      const [row] = await sql.run<PasskeyRow>(insertPasskey, values);
      if (!row) throw badPasskey();
      await this.log.own(sql, personId, 'person.passkey_added', { passkey: row.id, name });
      return row;
    });
    this.notices.tell(newPasskeyMail(person.email, this.settings.publicUrl, name));
    return view(added);
  }

  /** Sessions that it began go on; the list of sessions ends them. @throws ApiError `not_found` */
  async delete(signedIn: SignedIn, id: string): Promise<void> {
    const { personId } = signedIn;
    const name = await this.database.transaction(async (sql) => {
      await lockSignedIn(sql, signedIn);
      const [deleted] = await sql.run<{ name: string }>(deletePasskey, [personId, id]);
      if (!deleted) throw new ApiError('not_found');
      await this.log.own(sql, personId, 'person.passkey_deleted', { passkey: id, name: deleted.name });
      return deleted.name;
    });
    const { email } = await this.person(personId);
    this.notices.tell(passkeyDeletedMail(email, this.settings.publicUrl, name));
  }

  private rows(personId: string): Promise<PasskeyRow[]> {
    return this.database.run<PasskeyRow>(listPasskeys, [personId]);
  }

  private async person(id: string): Promise<PersonRow> {
    const [person] = await this.database.run<PersonRow>(personById, [id]);
    if (!person) throw new ApiError('unauthorized');
    return person;
  }
}

function view({ id, name, createdAt, lastUsedAt }: PasskeyRow): PasskeyView {
  return { id, name, createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null };
}
