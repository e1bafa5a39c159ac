import { Injectable } from '@nestjs/common';
import { AccountsService } from '../accounts/accounts.service.js';
import { DatabaseService } from '../database/database.service.js';
import { accountOfCustomer, keepCustomer, openCustomer, readCustomer, type CustomerRow } from './customers.sql.js';
import { METADATA } from './payment-facts.js';
import { StripeClientService } from './stripe-client.service.js';

/** Each account's customer at Stripe. */
@Injectable()
export class CustomersService {
  constructor(
    private readonly database: DatabaseService,
    private readonly accounts: AccountsService,
    private readonly stripe: StripeClientService,
  ) {}

  async find(accountId: string): Promise<string | null> {
    const [row] = await this.database.run<CustomerRow>(readCustomer, [accountId]);
    return row?.customer_id ?? null;
  }

  /**
   * The account's customer, made when it is asked for first. Stripe answers the same customer to everybody who makes
   * one for this account, also after a crash in between: the idempotency key is the account's, and what is sent with it
   * never changes. Name and address follow in a call of their own.
   */
  async of(accountId: string): Promise<string> {
    const known = await this.find(accountId);
    if (known) return known;
    await this.database.run(openCustomer, [accountId]);
    const metadata = { [METADATA.account]: accountId };
    const { id } = await this.stripe.api.customers.create({ metadata }, { idempotencyKey: `customer-${accountId}` });
    const { name, email } = await this.accounts.get(this.database, accountId);
    await this.stripe.api.customers.update(id, { name, email });
    await this.database.run(keepCustomer, [accountId, id]);
    return (await this.find(accountId)) ?? id;
  }

  /** Null for a customer that is none of ours. */
  async accountOf(customer: string): Promise<string | null> {
    const [row] = await this.database.run<{ account_id: string }>(accountOfCustomer, [customer]);
    return row?.account_id ?? null;
  }
}
