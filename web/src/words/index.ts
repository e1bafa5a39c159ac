import { account } from './account';
import { batches } from './batches';
import { billing } from './billing';
import { common } from './common';
import { connections, keys } from './access';
import { errors, reasons, requirements } from './errors';
import { home } from './home';
import { operator } from './operator';
import { signIn } from './sign-in';
import { uploader } from './uploader';
import { usage } from './usage';
import { webhooks } from './webhooks';

/**
 * Every text of the dashboard. A translation is an object of this type, chosen here; plurals and word order are functions,
 * so that a language can decide for itself.
 */
const english = {
  account,
  batches,
  billing,
  common,
  connections,
  errors,
  home,
  keys,
  operator,
  reasons,
  requirements,
  signIn,
  uploader,
  usage,
  webhooks,
};
export type Words = typeof english;

export const words: Words = english;
