import {
  AppShell,
  Group,
  Menu,
  SegmentedControl,
  Stack,
  Text,
  UnstyledButton,
  useMantineColorScheme,
} from '@mantine/core';
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
      <Menu position="top-start" width={240} withinPortal>
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

function ThemeChoice() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { light, dark, auto, label } = words.common.theme;
  return (
    <SegmentedControl
      aria-label={label}
      size="xs"
      fullWidth
      value={colorScheme}
      onChange={(value) => setColorScheme(value as 'light' | 'dark' | 'auto')}
      data={[
        { value: 'light', label: light },
        { value: 'dark', label: dark },
        { value: 'auto', label: auto },
      ]}
    />
  );
}
