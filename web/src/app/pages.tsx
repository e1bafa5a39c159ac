import { lazy, useState, type ComponentType } from 'react';
import { matchRoutes, useRoutes, type RouteObject } from 'react-router';
import { loaded } from '../api/connection';
import { queries, queryClient } from '../api/queries';
import { Doorway } from './doorway';
import { NotFound } from './not-found';
import { Shell } from './shell';

type Ask = () => Promise<unknown>;
const askWhoIsIn = () => queryClient.fetchQuery(queries.account());
const askUsage: Ask = () => queryClient.prefetchQuery(queries.usage());
const askBatches: Ask = () => queryClient.prefetchQuery(queries.batches());
const askBatchList: Ask = () => queryClient.prefetchInfiniteQuery(queries.batchList(''));

/** Each page is a file of its own that is loaded when it is first gone to. `ask`: what it will want to know first. */
const page = <Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name, ...ask: Ask[]) => {
  let Here: ComponentType | undefined;
  const bring = async () => (Here = (await loaded(load))[name]);
  const Coming = lazy<ComponentType>(async () => ({ default: await bring() }));
  // React shows what it once waited for no sooner than 300 ms later, so a page that is here must not look like one that comes.
  const Page = () => {
    const [Shown] = useState(() => Here ?? Coming);
    return <Shown />;
  };
  // Whoever is not signed in is led away before anything of an account is asked for; of a suspended one nothing is answered.
  const askAll: Ask = () => askWhoIsIn().then(({ suspended }) => Promise.all(suspended ? [] : ask.map((one) => one())));
  return { element: <Page />, handle: () => Promise.all([bring(), ...(ask.length > 0 ? [askAll()] : [])]) };
};

const routes: RouteObject[] = [
  {
    element: <Doorway />,
    children: [
      { path: '/sign-in', ...page(() => import('../pages/sign-in/sign-in'), 'SignIn') },
      { path: '/sign-up', ...page(() => import('../pages/sign-in/sign-up'), 'SignUp') },
      { path: '/sign-up/finish', ...page(() => import('../pages/sign-in/finish-sign-up'), 'FinishSignUp') },
      { path: '/invitation', ...page(() => import('../pages/sign-in/invitation'), 'Invitation') },
      { path: '/forgot-password', ...page(() => import('../pages/sign-in/forgot-password'), 'ForgotPassword') },
      { path: '/reset-password', ...page(() => import('../pages/sign-in/reset-password'), 'ResetPassword') },
    ],
  },
  {
    element: <Shell />,
    handle: askWhoIsIn,
    children: [
      { path: '/', ...page(() => import('../pages/home/home'), 'Home', askUsage, askBatches) },
      { path: '/optimize', ...page(() => import('../pages/uploader/uploader'), 'Uploader') },
      { path: '/batches', ...page(() => import('../pages/batches/batch-list'), 'BatchList', askBatchList) },
      { path: '/batches/new', ...page(() => import('../pages/batches/wizard/wizard'), 'Wizard') },
      { path: '/batches/:id', ...page(() => import('../pages/batches/detail/batch-detail'), 'BatchDetail') },
      { path: '/connections', ...page(() => import('../pages/connections/connections'), 'Connections') },
      { path: '/keys', ...page(() => import('../pages/keys/keys'), 'Keys') },
      { path: '/webhooks', ...page(() => import('../pages/webhooks/webhooks'), 'Webhooks') },
      { path: '/webhooks/:id', ...page(() => import('../pages/webhooks/endpoint'), 'EndpointPage') },
      { path: '/usage', ...page(() => import('../pages/usage/usage'), 'UsagePage') },
      { path: '/billing', ...page(() => import('../pages/billing/billing'), 'Billing') },
      { path: '/account', ...page(() => import('../pages/account/account'), 'AccountPage') },
      { path: '*', element: <NotFound /> },
    ],
  },
  { path: '/operator', ...page(() => import('../pages/operator/operator'), 'Operator') },
];

/**
 * Asks at once for what the first page needs, not when it is drawn. Resolves when all of it is here; what does not come is for
 * the page to say.
 */
export async function firstPage(): Promise<void> {
  const asked = (matchRoutes(routes, location) ?? []).map(({ route }) => (route.handle as Ask | undefined)?.());
  await Promise.allSettled(asked);
}

export function Pages() {
  return useRoutes(routes);
}
