import { Center, Stack, Text } from '@mantine/core';
import { Suspense } from 'react';
import { Outlet, useLocation } from 'react-router';
import { Waiting } from '../parts/states';
import { words } from '../words';
import { Boundary } from '../parts/boundary';
import { ConnectionBanner } from '../parts/connection-banner';
import { Mark } from '../parts/mark';

/** Around the pages for somebody who is not signed in yet. */
export function Doorway() {
  const { pathname } = useLocation();
  return (
    <>
      <ConnectionBanner />
      <Center mih="100dvh" p="md" component="main">
        <Stack w="100%" maw="22rem" gap="lg">
          <Stack gap={2} align="center">
            <Mark />
            <Text size="sm" c="dimmed">
              {words.signIn.claim}
            </Text>
          </Stack>
          <div className="card" style={{ padding: 'var(--mantine-spacing-lg)' }}>
            <Boundary place={pathname}>
              <Suspense fallback={<Waiting />}>
                <Outlet />
              </Suspense>
            </Boundary>
          </div>
        </Stack>
      </Center>
    </>
  );
}
