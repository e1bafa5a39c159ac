import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import * as common from '@zxcvbn-ts/language-common';
import { ApiError } from '../../common/errors.js';

export const MIN_PASSWORD = 10;
export const MAX_PASSWORD = 128;
const PRODUCT = 'fluxbatch';
/** The beginning of a longer password decides. The estimate of 128 characters can take a tenth of a second. */
const LOOKED_AT = 64;
/** A password that takes fewer guesses, likeliest first, is refused. At the pace of sign-in (`SignInPaceService`) this many take months. */
const MIN_GUESSES = 1_000_000;

/** 50,000 passwords that have leaked most often, words of dice, and the patterns of keyboards, dates, rows and repetitions. */
const estimator = new ZxcvbnFactory({ dictionary: common.dictionary, graphs: common.adjacencyGraphs });

/**
 * Refuses what is guessed first: leaked and trivial passwords, the person's own name and address, the product's name.
 * @throws ApiError `invalid_request` that says why
 */
export function requireGoodPassword(password: string, person: { name: string; email: string }): void {
  const [local = '', domain = ''] = person.email.toLowerCase().split('@');
  const own = [
    person.email,
    local,
    domain,
    ...local.split(/[^\p{L}\p{N}]+/u),
    ...person.name.split(/\s+/),
    person.name,
  ];
  const known = [PRODUCT, ...own].filter((word) => word.length > 2);
  const { guesses, feedback } = estimator.check(password.slice(0, LOOKED_AT), known);
  if (guesses >= MIN_GUESSES) return;
  throw ApiError.field('newPassword', `${reasonOf(feedback.warning)}. Expected one that is harder to guess`);
}

function reasonOf(warning: string | null): string {
  if (warning === null) return 'It is made of what is guessed first';
  return REASONS[warning] ?? 'It follows a pattern that is guessed first';
}

/** By the estimator's name for what is wrong. */
const REASONS: Record<string, string> = {
  topTen: 'It is one of the passwords that leak most often',
  topHundred: 'It is one of the passwords that leak most often',
  common: 'It has leaked elsewhere, or is very close to one that has',
  similarToCommon: 'It is close to a password that has leaked elsewhere',
  userInputs: 'It is made of your name, your e-mail address or the name of the service',
  pwned: 'It has leaked elsewhere',
};
