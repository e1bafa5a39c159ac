/** How the service takes on roles of its customers' (AWS STS). */
export interface StsSettings {
  /** Our own identity, as the trust policies of customers name it. */
  principal: string;
  /** Another service than AWS, such as Ceph's; in AWS the region of the bucket decides. */
  endpoint: string | undefined;
  /** Without it the machine's own identity signs. */
  keyPair: { accessKeyId: string; secretAccessKey: string } | undefined;
}

interface Variables {
  STS_PRINCIPAL?: string;
  STS_ENDPOINT?: string;
  STS_ACCESS_KEY_ID?: string;
  STS_SECRET_ACCESS_KEY?: string;
}

/** `null` without STS_PRINCIPAL. Each problem names its variable. */
export function stsSettings(v: Variables): { settings: StsSettings | null; problems: string[] } {
  const { STS_PRINCIPAL: principal, STS_ENDPOINT: endpoint } = v;
  const { STS_ACCESS_KEY_ID: accessKeyId, STS_SECRET_ACCESS_KEY: secretAccessKey } = v;
  const problems: string[] = [];
  if (Boolean(accessKeyId) !== Boolean(secretAccessKey)) {
    problems.push('STS_ACCESS_KEY_ID and STS_SECRET_ACCESS_KEY: expected both or neither');
  }
  if (!principal && (endpoint || accessKeyId)) problems.push('STS_PRINCIPAL: expected where other STS_ settings stand');
  if (!principal) return { settings: null, problems };
  const keyPair = accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined;
  return { settings: { principal, endpoint, keyPair }, problems };
}
