import { lazy, type ComponentType } from 'react';
import { matchRoutes, useRoutes, type RouteObject } from 'react-router';
import { loaded } from '../api/connection';
import { queries, queryClient } from '../api/queries';
import { Doorway } from './doorway';
import { NotFound } from './not-found';
import { Shell } from './shell';

type Ask = () => Promise<unknown>;
const askWhoIsIn: Ask = () => queryClient.fetchQuery(queries.account());
const askUsage: Ask = () => queryClient.prefetchQuery(queries.usage());
const askBatches: Ask = () => queryClient.prefetchQuery(queries.batches());
const askBatchList: Ask = () => queryClient.prefetchInfiniteQuery(queries.batchList(''));

/** Each page is a file of its own that is loaded when it is first gone to. `ask`: what it will want to know first. */
const page = <Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name, ...ask: Ask[]) => {
  const Page = lazy<ComponentType>(async () => ({ default: (await loaded(load))[name] }));
  // Whoever is not signed in is led away before anything of an account is asked for.
  const askAll: Ask = () => askWhoIsIn().then(() => Promise.all(ask.map((one) => one())));
  return { element: <Page />, handle: () => Promise.all([load(), ...(ask.length > 0 ? [askAll()] : [])]) };
};

const routes: RouteObject[] = [
  {
    element: <Doorway />,
    children: [
      { path: '/sign-in', ...page(() => import('../pages/sign-in/sign-in'), 'SignIn') },
      { path: '/sign-up', ...page(() => import('../pages/sign-in/sign-up'), 'SignUp') },
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
      { path: '/billing', ...page(() => import('../pages/billing/billing'), 'Billing') },
      { path: '/account', ...page(() => import('../pages/account/account'), 'AccountPage') },
      { path: '*', element: <NotFound /> },
    ],
  },
  { path: '/operator', ...page(() => import('../pages/operator/operator'), 'Operator') },
];

// What the first page needs is asked for at once, not when it is drawn; what does not come is for the page to say.
for (const { route } of matchRoutes(routes, location) ?? []) {
  const ask = route.handle as Ask | undefined;
  void ask?.().catch(() => {});
}

export function Pages() {
  return useRoutes(routes);
}
