import { AppShell, Group, Menu, Stack, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { answer, api } from '../api/client';
import { queries, queryClient } from '../api/queries';
import { Icon } from '../parts/icons';
import { complain } from '../parts/notices';
import { words } from '../words';
import { useSwitch } from './use-switch';

/** Who is signed in, other accounts, colours, and the way out. */
export function AccountMenu() {
  const { data: account } = useQuery(queries.account());
  const navigate = useNavigate();
  const switchTo = useSwitch();
  const others = account?.accounts?.filter(({ id }) => id !== account.id) ?? [];

  async function signOut() {
    await answer(api.POST('/api/auth/sign-out'));
    queryClient.clear();
    await navigate('/sign-in');
  }

  return (
    <AppShell.Section p="xs" style={{ borderTop: '1px solid var(--line)' }}>
      {/* The placeholder is no item, which a menu may not hold. */}
      <Menu position="top-start" width={240} withinPortal withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <UnstyledButton p="xs" w="100%" style={{ borderRadius: 'var(--mantine-radius-sm)' }}>
            <Group gap="xs" wrap="nowrap">
              <Icon name="person" />
              <Stack gap={0} style={{ minWidth: 0, flex: 1 }}>
                <Text size="sm" fw={550} truncate>
                  {account?.name ?? words.common.nav.account}
                </Text>
                <Text size="xs" c="dimmed" truncate>
                  {account?.person?.email ?? account?.email ?? ' '}
                </Text>
              </Stack>
              <Icon name="dots" />
            </Group>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          {others.length > 0 && <Menu.Label>{words.common.switchAccount}</Menu.Label>}
          {others.map(({ id, name, suspended }) => (
            <Menu.Item key={id} onClick={() => void switchTo(id).catch(complain)}>
              {suspended ? words.account.suspended.mark(name) : name}
            </Menu.Item>
          ))}
          <Menu.Label>{words.common.theme.label}</Menu.Label>
          <ThemeChoice />
          <Menu.Divider />
          <Menu.Item component="a" href="/api/docs" leftSection={<Icon name="terminal" size={16} />}>
            {words.common.docs}
          </Menu.Item>
          <Menu.Item leftSection={<Icon name="out" size={16} />} onClick={() => void signOut().catch(complain)}>
            {words.common.signOut}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </AppShell.Section>
  );
}

const SCHEMES = ['light', 'dark', 'auto'] as const;

/** Items of the menu: it may hold no other controls. */
function ThemeChoice() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div role="group" aria-label={words.common.theme.label}>
      <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(value as (typeof SCHEMES)[number])}>
        {SCHEMES.map((scheme) => (
          <Menu.RadioItem key={scheme} value={scheme} closeMenuOnClick={false}>
            {words.common.theme[scheme]}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </div>
  );
}
