import { z } from 'zod';
import { StripeRefusal } from './errors.ts';
import type { FormValue } from './form.ts';

/** What each call takes, as strictly as Stripe: a parameter that is not named here is refused. */
const seconds = z.coerce.number().int().min(0);
const metadata = z
  .record(z.string().max(40), z.string().max(500))
  .refine((given) => Object.keys(given).length <= 50, 'at most 50 keys');
const address = z.url({ protocol: /^https?$/ });
const expand = { expand: z.array(z.string()).max(20).optional() };
const page = {
  limit: z.coerce.number().int().min(1).max(100).default(10),
  starting_after: z.string().optional(),
  ...expand,
};
const created = { created: z.strictObject({ gte: seconds.optional(), lte: seconds.optional() }).optional() };
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const lineItems = z
  .array(z.strictObject({ price: z.string(), quantity: z.coerce.number().int().min(1) }))
  .min(1)
  .max(20);

export const parameters = {
  none: z.strictObject({ ...expand }),
  customer: z.strictObject({
    email: z.email().max(512).optional(),
    name: z.string().max(256).optional(),
    description: z.string().optional(),
    metadata: metadata.optional(),
    ...expand,
  }),
  session: z.strictObject({
    mode: z.enum(['payment', 'subscription']),
    customer: z.string(),
    line_items: lineItems,
    client_reference_id: z.string().max(200).optional(),
    metadata: metadata.default({}),
    payment_intent_data: z.strictObject({ metadata: metadata.optional() }).optional(),
    subscription_data: z
      .strictObject({ metadata: metadata.optional(), trial_period_days: z.coerce.number().int().min(1).optional() })
      .optional(),
    success_url: address,
    cancel_url: address.optional(),
    expires_at: seconds.optional(),
    ...expand,
  }),
  sessions: z.strictObject({ ...page, ...created, customer: z.string().optional(), status: z.string().optional() }),
  portal: z.strictObject({
    customer: z.string(),
    return_url: address,
    configuration: z.string().optional(),
    flow_data: z
      .strictObject({
        type: z.enum(['subscription_update_confirm', 'subscription_cancel']),
        subscription_update_confirm: z
          .strictObject({
            subscription: z.string(),
            items: z
              .array(z.strictObject({ id: z.string(), price: z.string(), quantity: z.coerce.number().int().min(1) }))
              .length(1),
          })
          .optional(),
        after_completion: z
          .strictObject({ type: z.literal('redirect'), redirect: z.strictObject({ return_url: address }) })
          .optional(),
      })
      .optional(),
    ...expand,
  }),
  portalConfiguration: z.strictObject({
    name: z.string().max(250).optional(),
    default_return_url: address.optional(),
    metadata: metadata.optional(),
    features: z.strictObject({
      invoice_history: z.strictObject({ enabled: flag }).optional(),
      payment_method_update: z.strictObject({ enabled: flag }).optional(),
      subscription_cancel: z
        .strictObject({
          enabled: flag,
          mode: z.enum(['at_period_end', 'immediately']).optional(),
          proration_behavior: z.enum(['none', 'create_prorations']).optional(),
        })
        .optional(),
      subscription_update: z
        .strictObject({
          enabled: flag,
          billing_cycle_anchor: z.enum(['now', 'unchanged']).optional(),
          default_allowed_updates: z.array(z.enum(['price', 'quantity', 'promotion_code'])).optional(),
          products: z
            .array(z.strictObject({ product: z.string(), prices: z.array(z.string()).min(1) }))
            .max(10)
            .optional(),
          proration_behavior: z.enum(['none', 'create_prorations', 'always_invoice']).optional(),
          schedule_at_period_end: z
            .strictObject({
              conditions: z
                .array(z.strictObject({ type: z.enum(['decreasing_item_amount', 'shortening_interval']) }))
                .optional(),
            })
            .optional(),
          trial_update_behavior: z.enum(['continue_trial', 'end_trial']).optional(),
        })
        .optional(),
    }),
    ...expand,
  }),
  configurations: z.strictObject({ ...page, active: flag.optional(), is_default: flag.optional() }),
  preview: z.strictObject({
    customer: z.string().optional(),
    subscription: z.string(),
    subscription_details: z.strictObject({
      items: z
        .array(z.strictObject({ id: z.string(), price: z.string(), quantity: z.coerce.number().int().min(1) }))
        .length(1),
      billing_cycle_anchor: z.strictObject({ type: z.enum(['now', 'unchanged']) }).optional(),
      proration_behavior: z.enum(['none', 'create_prorations', 'always_invoice']).optional(),
    }),
    ...expand,
  }),
  subscriptions: z.strictObject({
    ...page,
    ...created,
    customer: z.string().optional(),
    status: z.enum(['all', 'active', 'canceled', 'ended', 'past_due', 'trialing']).optional(),
  }),
  invoices: z.strictObject({
    ...page,
    customer: z.string().optional(),
    subscription: z.string().optional(),
    status: z.enum(['draft', 'open', 'paid', 'void', 'uncollectible']).optional(),
  }),
  ofPayment: z.strictObject({
    ...page,
    ...created,
    payment_intent: z.string().optional(),
    charge: z.string().optional(),
  }),
  events: z.strictObject({
    ...page,
    ...created,
    type: z.string().optional(),
    types: z.array(z.string()).max(20).optional(),
  }),
};

export type Given<Name extends keyof typeof parameters> = z.infer<(typeof parameters)[Name]>;

/** @throws StripeRefusal 400 that names the parameter, as Stripe does */
export function check<Name extends keyof typeof parameters>(name: Name, form: Record<string, FormValue>): Given<Name> {
  const parsed = parameters[name].safeParse(form);
  if (parsed.success) return parsed.data as Given<Name>;
  const [issue] = parsed.error.issues;
  const path = (issue?.path ?? []).map(String);
  if (issue?.code === 'unrecognized_keys') {
    const param = nameOf([...path, issue.keys[0] ?? '']);
    throw new StripeRefusal(400, `Received unknown parameter: ${param}`, { code: 'parameter_unknown', param });
  }
  const param = nameOf(path);
  if (issue?.message.endsWith('received undefined')) {
    throw new StripeRefusal(400, `Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
  throw new StripeRefusal(400, `Invalid ${param}: ${issue?.message}`, { code: 'parameter_invalid', param });
}

/** `line_items[0][price]` */
function nameOf([first = '', ...rest]: string[]): string {
  return first + rest.map((step) => `[${step}]`).join('');
}
