import { lazy, type ComponentType } from 'react';
import { createBrowserRouter, matchRoutes, type RouteObject } from 'react-router';
import { loaded } from '../api/connection';
import { queries, queryClient } from '../api/queries';
import { Doorway } from './doorway';
import { NotFound } from './not-found';
import { Shell } from './shell';

/** Each page is a file of its own that is loaded when it is first gone to. */
const page = <Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name) => {
  const Page = lazy<ComponentType>(async () => ({ default: (await loaded(load))[name] }));
  return { element: <Page />, handle: load };
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
    handle: () => queryClient.prefetchQuery(queries.account()),
    children: [
      { path: '/', ...page(() => import('../pages/home/home'), 'Home') },
      { path: '/optimize', ...page(() => import('../pages/uploader/uploader'), 'Uploader') },
      { path: '/batches', ...page(() => import('../pages/batches/batch-list'), 'BatchList') },
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
  const ask = route.handle as (() => Promise<unknown>) | undefined;
  void ask?.().catch(() => {});
}

export const router = createBrowserRouter(routes);
