import { AppShell, Burger, Group, NavLink, ScrollArea, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Link, Navigate, Outlet, useLocation } from 'react-router';
import { loaded } from '../api/connection';
import { asFailure } from '../api/failure';
import { queries } from '../api/queries';
import { Icon, type IconName } from '../parts/icons';
import { Problem, Waiting } from '../parts/states';
import { words } from '../words';
import { AccountMenu } from './account-menu';
import { Boundary } from '../parts/boundary';
import { Confirming } from './confirming';
import { ConnectionBanner } from '../parts/connection-banner';
import { DisabledEndpoints } from './disabled-endpoints';
import { Mark } from '../parts/mark';
import { Suspended } from './suspended';

const { nav, groups } = words.common;
const GROUPS: { label: string; links: [to: string, text: string, icon: IconName][] }[] = [
  {
    label: groups.work,
    links: [
      ['/', nav.home, 'home'],
      ['/optimize', nav.optimize, 'image'],
      ['/batches', nav.batches, 'layers'],
    ],
  },
  {
    label: groups.developers,
    links: [
      ['/connections', nav.connections, 'bucket'],
      ['/keys', nav.keys, 'key'],
      ['/webhooks', nav.webhooks, 'hook'],
    ],
  },
  {
    label: groups.settings,
    links: [
      ['/usage', nav.usage, 'chart'],
      ['/billing', nav.billing, 'card'],
      ['/account', nav.account, 'person'],
    ],
  },
];

const NeededFactor = lazy(async () => ({ default: (await loaded(() => import('./needed-factor'))).NeededFactor }));

/** Everything around a page for somebody who is signed in. */
export function Shell() {
  const [opened, { toggle, close }] = useDisclosure(false);
  const { pathname, search } = useLocation();
  const account = useQuery(queries.account());
  const [isHeld, setIsHeld] = useState(false);
  if (account.error && asFailure(account.error).status === 401) {
    return <Navigate to={`/sign-in?next=${encodeURIComponent(pathname + search)}`} replace />;
  }
  if (account.error && asFailure(account.error).details.requires === 'oidc') {
    return <Navigate to={`/sign-in?oidc=needed&next=${encodeURIComponent(pathname + search)}`} replace />;
  }
  const isFactorNeeded = account.error !== null && asFailure(account.error).code === 'second_factor_required';
  // The account page has what is the person's own.
  const stopped = account.data?.suspended && pathname !== '/account' ? account.data : null;
  return (
    <AppShell
      header={{ height: { base: 52, sm: 0 } }}
      navbar={{ width: 216, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding={{ base: 'md', sm: 'xl' }}
    >
      <Confirming />
      <a href="#main" className="skip">
        {words.common.skip}
      </a>
      <AppShell.Header hiddenFrom="sm">
        <Group h="100%" px="md" justify="space-between">
          <Mark />
          <Burger opened={opened} onClick={toggle} size="sm" aria-label={words.common.menu} aria-expanded={opened} />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar aria-label={nav.label}>
        <Navigation pathname={pathname} follow={close} />
        <AccountMenu />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        <Stack gap="md">
          <ConnectionBanner />
          {account.data && !stopped && !isFactorNeeded && <DisabledEndpoints />}
          <Boundary place={pathname}>
            {isFactorNeeded || isHeld ? (
              <Suspense fallback={<Coming />}>
                <NeededFactor hold={setIsHeld} />
              </Suspense>
            ) : account.error && !account.data ? (
              <Problem error={account.error} retry={() => void account.refetch()} />
            ) : (
              // By its place: another page is waited for in sight, not behind the one that was left.
              <Suspense key={pathname} fallback={<Coming />}>
                {stopped ? <Suspended account={stopped} /> : account.data ? <Outlet /> : <Coming />}
              </Suspense>
            )}
          </Boundary>
        </Stack>
      </AppShell.Main>
    </AppShell>
  );
}

/** Only seen when it takes a moment. */
function Coming() {
  return (
    <div className="page late">
      <Waiting rows={4} height={72} />
    </div>
  );
}

function Navigation({ pathname, follow }: { pathname: string; follow: () => void }) {
  const isAt = (to: string) => (to === '/' ? pathname === '/' : pathname === to || pathname.startsWith(`${to}/`));
  return (
    <AppShell.Section grow component={ScrollArea} p="xs">
      <Group visibleFrom="sm" px="xs" pt={6} pb="md">
        <Mark />
      </Group>
      <Stack gap="md">
        {GROUPS.map(({ label, links }) => (
          <Stack gap={1} key={label} role="group" aria-label={label}>
            <Text size="xs" c="dimmed" fw={550} px="xs" pb={2} aria-hidden>
              {label}
            </Text>
            {links.map(([to, text, icon]) => (
              <NavLink
                key={to}
                component={Link}
                to={to}
                label={text}
                active={isAt(to)}
                aria-current={isAt(to) ? 'page' : undefined}
                leftSection={<Icon name={icon} />}
                onClick={follow}
                style={{ borderRadius: 'var(--mantine-radius-sm)' }}
                py={6}
                px="xs"
              />
            ))}
          </Stack>
        ))}
      </Stack>
    </AppShell.Section>
  );
}
