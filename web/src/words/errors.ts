/** What the service's refusals mean to a reader; `detail` is what it said itself. */
export const errors: Record<string, { title: string; text?: string }> & { unknown: { title: string; text?: string } } =
  {
    invalid_request: { title: 'Some of it is not right yet' },
    unauthorized: { title: 'You are signed out', text: 'Sign in again to go on.' },
    insufficient_credits: {
      title: 'Not enough credits',
      text: 'Nothing was reserved. Wait for the reset, take a larger plan, or run only as many images as the credits allow.',
    },
    budget_exceeded: {
      title: 'The budget of this key is used up for the month',
      text: 'Nothing was reserved. Wait for the next month, give the key a larger budget, or run only as many images as it leaves.',
    },
    plan_required: { title: 'Your plan does not include this', text: 'A larger plan does.' },
    second_factor_required: {
      title: 'A second factor is needed',
      text: 'Turn on two-factor sign-in, or sign in with a passkey.',
    },
    forbidden: { title: 'You may not do this' },
    confirmation_canceled: { title: 'You canceled. Nothing was changed.' },
    not_found: { title: 'It is not here', text: 'It may have been deleted.' },
    idempotency_conflict: { title: 'This was sent before with other values' },
    invalid_state: { title: 'This is not possible in its current state' },
    too_large: { title: 'Too large' },
    unsupported_image: {
      title: 'Not an image that can be read',
      text: 'JPEG, PNG, WebP, AVIF, GIF and TIFF are taken.',
    },
    // Why, and which permission is missing, the service says itself.
    storage_denied: { title: 'The bucket cannot be used' },
    storage_not_found: {
      title: 'There is no such bucket or object',
      text: 'Check the name, the region and the endpoint.',
    },
    blocked_address: { title: 'This address is not allowed', text: 'It must be public and speak https.' },
    rate_limited: { title: 'Too many requests', text: 'Wait a moment, then try again.' },
    internal: { title: 'Something went wrong on the server', text: 'Try again; if it stays, tell the operator.' },
    busy: { title: 'The server is busy', text: 'Try again in a moment.' },
    ai_not_configured: { title: 'This server has no AI', text: 'Its operator has to set it up first.' },
    mail_not_configured: { title: 'This server cannot send mails', text: 'Ask its operator for an account.' },
    roles_not_configured: { title: 'Roles are not set up on this server', text: 'Connect with a key pair instead.' },
    billing_not_configured: {
      title: 'Nothing can be bought on this server',
      text: 'Its operator sets plans and credits.',
    },
    expired: { title: 'It was open for too long', text: 'What was left is canceled; its credits are given back.' },
    gave_up: { title: 'The batch was given up', text: 'It stopped the workers again and again. Nothing was charged.' },
    passkey_canceled: {
      title: 'No passkey was used',
      text: 'The browser’s window was closed or took too long, or the device has no passkey for this address.',
    },
    passkey_known: { title: 'This device already has a passkey of yours' },
    passkey_failed: { title: 'The browser could not use a passkey here' },
    unreachable: { title: 'The server did not answer' },
    unknown: { title: 'That did not work' },
  };

/** What a refused action needs, by the `requires` of the API. */
export const requirements: Record<string, string> = {
  owner: 'Only an owner of the account can do it.',
  confirmation: 'Confirm first that it is you.',
  oidc: 'Sign in through the provider of your domain or account.',
  active_account: 'The account is suspended.',
  invited_email: 'The invitation is for another address.',
  session: 'Only a signed-in person can do it.',
  key_without_budget: 'Only a person or a key without a budget can do it.',
};

/** Why an image ended as it did. */
export const reasons: Record<string, string> = {
  not_found: 'not found',
  access_denied: 'access denied',
  not_an_image: 'not an image',
  corrupt: 'damaged',
  too_large: 'too large',
  too_many_pixels: 'too many pixels',
  unsupported_format: 'unsupported format',
  source_changed: 'changed meanwhile',
  timeout: 'took too long',
  storage_error: 'storage failed',
  ai_refused: 'AI refused',
  ai_failed: 'AI failed',
  unchanged: 'unchanged',
  not_smaller: 'not smaller',
  no_credits: 'no credits',
  canceled: 'canceled',
  internal: 'internal error',
};
