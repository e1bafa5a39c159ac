import { Person } from './person.js';
import type { Service } from './service.js';

/** Tries a password for somebody from an address. Answers the status. The service must trust its proxy. */
export async function guess(
  service: Service,
  email: string,
  address: string,
  password = 'a wrong guess',
): Promise<number> {
  const headers = { 'x-forwarded-for': address };
  return (await new Person(service, email).call('POST', '/api/auth/sign-in', { email, password }, headers)).status;
}
