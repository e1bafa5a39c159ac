import { lazy, type ComponentType } from 'react';
import { createBrowserRouter } from 'react-router';
import { Doorway } from './doorway';
import { NotFound } from './not-found';
import { Shell } from './shell';

/** Each page is a file of its own that is loaded when it is first gone to. */
const page = <Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name) => {
  const Page = lazy<ComponentType>(async () => ({ default: (await load())[name] }));
  return <Page />;
};

export const router = createBrowserRouter([
  {
    element: <Doorway />,
    children: [
      { path: '/sign-in', element: page(() => import('../pages/sign-in/sign-in'), 'SignIn') },
      { path: '/sign-up', element: page(() => import('../pages/sign-in/sign-up'), 'SignUp') },
      { path: '/forgot-password', element: page(() => import('../pages/sign-in/forgot-password'), 'ForgotPassword') },
      { path: '/reset-password', element: page(() => import('../pages/sign-in/reset-password'), 'ResetPassword') },
    ],
  },
  {
    element: <Shell />,
    children: [
      { path: '/', element: page(() => import('../pages/home/home'), 'Home') },
      { path: '/optimize', element: page(() => import('../pages/uploader/uploader'), 'Uploader') },
      { path: '/batches', element: page(() => import('../pages/batches/batch-list'), 'BatchList') },
      { path: '/batches/new', element: page(() => import('../pages/batches/wizard/wizard'), 'Wizard') },
      { path: '/batches/:id', element: page(() => import('../pages/batches/detail/batch-detail'), 'BatchDetail') },
      { path: '/connections', element: page(() => import('../pages/connections/connections'), 'Connections') },
      { path: '/keys', element: page(() => import('../pages/keys/keys'), 'Keys') },
      { path: '/webhooks', element: page(() => import('../pages/webhooks/webhooks'), 'Webhooks') },
      { path: '/webhooks/:id', element: page(() => import('../pages/webhooks/endpoint'), 'EndpointPage') },
      { path: '/billing', element: page(() => import('../pages/billing/billing'), 'Billing') },
      { path: '/account', element: page(() => import('../pages/account/account'), 'AccountPage') },
      { path: '*', element: <NotFound /> },
    ],
  },
  { path: '/operator', element: page(() => import('../pages/operator/operator'), 'Operator') },
]);
