/** `arn:aws:iam::123456789012:role/name`; Ceph has names of tenants, or nothing, in the place of account numbers. */
export const ROLE_ARN = /^arn:aws[a-z-]{0,20}:iam::[\w-]{0,64}:role\/[\w+=,.@/-]{1,512}$/;

/**
 * What a role may do for us, whatever its owner allows it beyond: this bucket, and on AWS keys of KMS through S3 alone. Others
 * know no KMS, and Ceph refuses a policy with a word that it does not know.
 */
export function sessionPolicy(roleArn: string, bucket: string, region: string, isAws: boolean): string {
  const partition = roleArn.split(':')[1];
  const bucketArn = `arn:${partition}:s3:::${bucket}`;
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 's3:ListBucket', Resource: bucketArn },
      { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: `${bucketArn}/*` },
      ...(isAws ? [kmsThroughS3(region)] : []),
    ],
  });
}

function kmsThroughS3(region: string): object {
  return {
    Effect: 'Allow',
    Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
    Resource: '*',
    Condition: { StringLike: { 'kms:ViaService': `s3.${region}.*` } },
  };
}

/** What the owner of a role writes into its trust policy. */
export function trustPolicy(principal: string, externalId: string): object {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: principal },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'sts:ExternalId': externalId } },
      },
    ],
  };
}
