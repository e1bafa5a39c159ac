import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Account } from '../api/types';
import { Icon } from '../parts/icons';
import { complain } from '../parts/notices';
import { Page } from '../parts/page';
import { words } from '../words';
import { useSwitch } from './use-switch';

const text = words.account.suspended;

/** In place of every page of a suspended account: what it means, and where else to go. */
export function Suspended({ account }: { account: Account }) {
  const switchTo = useSwitch();
  const others = (account.accounts ?? []).filter(({ id, suspended }) => id !== account.id && !suspended);
  return (
    <Page title={text.title}>
      <Alert color="yellow" variant="light" icon={<Icon name="alert" />} role="status">
        <Text size="sm" fw={550} className="breakable">
          {account.name}
        </Text>
        <Text size="sm">{text.text}</Text>
      </Alert>
      <Stack gap="xs">
        <Text fw={550}>{others.length > 0 ? text.others : text.none}</Text>
        {others.length > 0 && (
          <Group gap="xs">
            {others.map(({ id, name }) => (
              <Button key={id} variant="default" onClick={() => void switchTo(id).catch(complain)}>
                {name}
              </Button>
            ))}
          </Group>
        )}
        <Anchor component={Link} to="/account" size="sm">
          {text.own}
        </Anchor>
      </Stack>
    </Page>
  );
}
