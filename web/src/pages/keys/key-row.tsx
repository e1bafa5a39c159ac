import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Key } from '../../api/types';
import { date, relative } from '../../parts/format';
import { words } from '../../words';
import { BudgetDialog, BudgetLine } from './budget';
import { endingOf } from './rights';

const text = words.keys;

interface RowProps {
  apiKey: Key;
  isOwner: boolean;
  roll: () => void;
  remove: () => void;
}

export function KeyRow({ apiKey, isOwner, roll, remove }: RowProps) {
  const [isBudgeting, budget] = useDisclosure(false);
  const { name, masked, createdAt, scopes } = apiKey;
  return (
    <Group px="md" py="sm" justify="space-between" gap="xs">
      <Stack gap={0} style={{ flex: '1 1 14rem' }}>
        <Group gap="xs">
          <Text fw={550}>{name}</Text>
          {scopes.map((scope) => (
            <Badge key={scope} variant="light" color="gray" tt="none">
              {text.scope[scope]}
            </Badge>
          ))}
          <Ending apiKey={apiKey} />
        </Group>
        <Text size="sm" c="dimmed">
          <span className="mono">{masked}</span> · {text.created.toLowerCase()} {date(createdAt)} · {lastUse(apiKey)}
        </Text>
        <BudgetLine budget={apiKey.budget} />
      </Stack>
      {isOwner && (
        <Group gap="xs">
          <BudgetDialog opened={isBudgeting} apiKey={apiKey} close={budget.close} />
          <Button size="xs" variant="default" onClick={budget.open} aria-label={`${text.budget.action}: ${name}`}>
            {text.budget.action}
          </Button>
          {endingOf(apiKey) !== 'over' && (
            <Button size="xs" variant="default" onClick={roll} aria-label={`${text.roll.action}: ${name}`}>
              {text.roll.action}
            </Button>
          )}
          <Button size="xs" variant="subtle" color="red" onClick={remove} aria-label={`${text.remove.action}: ${name}`}>
            {words.common.delete}
          </Button>
        </Group>
      )}
    </Group>
  );
}

function Ending({ apiKey }: { apiKey: Key }) {
  const ending = endingOf(apiKey);
  if (ending === 'never') return null;
  const colors = { later: 'gray', soon: 'yellow', over: 'red' };
  return (
    <Badge variant="dot" color={colors[ending]} tt="none" fw={500} radius="sm">
      {ending === 'over' ? text.expired : text.expires(relative(apiKey.expiresAt ?? ''))}
    </Badge>
  );
}

function lastUse({ lastUsedAt, lastUsedFrom }: Key): string {
  if (!lastUsedAt) return text.never;
  const when = relative(lastUsedAt);
  return lastUsedFrom ? text.usedFrom(when, lastUsedFrom) : `${text.lastUsed.toLowerCase()} ${when}`;
}
