import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import type { Person } from './person.js';

const USER_PRESENT_AND_VERIFIED = 0x05;
const ATTESTED_DATA = 0x40;

interface Begun {
  options: { challenge: string; user?: { id: string } };
}

/** A device that keeps one passkey, in software: https://www.w3.org/TR/webauthn-3/#sctn-authenticator-data, ES256, no attestation. */
export class Passkey {
  private readonly id = randomBytes(16);
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private userHandle = '';
  private count = 0;

  constructor(private readonly origin: string) {}

  /** Adds it to the person that is signed in. Answers the status. @param meanwhile comes between the challenge and the answer */
  async register(person: Person, meanwhile: () => Promise<unknown> = async () => {}): Promise<number> {
    const { body } = await person.call<Begun>('POST', '/api/auth/passkeys/options');
    await meanwhile();
    this.userHandle = body.options.user?.id ?? '';
    const { x = '', y = '' } = this.keys.publicKey.export({ format: 'jwk' });
    const coordinate = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));
    const publicKey = isoCBOR.encode(
      new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, coordinate(x)],
        [-3, coordinate(y)],
      ]) as never,
    );
    const length = Buffer.from([0, this.id.length]);
    const attested = Buffer.concat([Buffer.alloc(16), length, this.id, Buffer.from(publicKey)]);
    const authData = Buffer.concat([this.authenticatorData(ATTESTED_DATA), attested]);
    const attestation = isoCBOR.encode(
      new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', new Uint8Array(authData)],
      ]) as never,
    );
    const response = {
      clientDataJSON: this.clientData('webauthn.create', body.options.challenge).toString('base64url'),
      attestationObject: Buffer.from(attestation).toString('base64url'),
    };
    return (await person.call('POST', '/api/auth/passkeys', { name: 'Test', response: this.credential(response) }))
      .status;
  }

  /** What it makes of a challenge, to sign in or to confirm. */
  answer({ options }: Begun): object {
    const clientData = this.clientData('webauthn.get', options.challenge);
    const authData = this.authenticatorData(0);
    const signed = Buffer.concat([authData, createHash('sha256').update(clientData).digest()]);
    return this.credential({
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authData.toString('base64url'),
      signature: createSign('sha256').update(signed).sign(this.keys.privateKey).toString('base64url'),
      userHandle: this.userHandle,
    });
  }

  private authenticatorData(more: number): Buffer {
    const party = createHash('sha256').update(new URL(this.origin).hostname).digest();
    const count = Buffer.alloc(4);
    count.writeUInt32BE((this.count += 1));
    return Buffer.concat([party, Buffer.from([USER_PRESENT_AND_VERIFIED | more]), count]);
  }

  private clientData(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false }));
  }

  private credential(response: object): object {
    const id = this.id.toString('base64url');
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response };
  }
}
