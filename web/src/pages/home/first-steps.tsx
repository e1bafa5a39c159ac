import { Badge, Button, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { queries } from '../../api/queries';
import { Icon, type IconName } from '../../parts/icons';
import { words } from '../../words';

const text = words.home.first;

/** Three ways to begin, for an account that has done nothing yet. */
export function FirstSteps() {
  const connections = useQuery(queries.connections());
  const keys = useQuery(queries.keys());
  return (
    <Stack gap="xs" component="section" aria-label={text.title}>
      <Title order={2}>{text.title}</Title>
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
        <Step icon="image" to="/optimize" {...text.drop} isMain />
        <Step icon="bucket" to="/connections" {...text.bucket} done={(connections.data?.data.length ?? 0) > 0} />
        <Step icon="key" to="/keys" {...text.key} done={(keys.data?.data.length ?? 0) > 0} />
      </SimpleGrid>
    </Stack>
  );
}

interface StepProps {
  icon: IconName;
  to: string;
  title: string;
  text: string;
  action: string;
  done?: boolean;
  isMain?: boolean;
}

function Step({ icon, to, title, text: about, action, done = false, isMain = false }: StepProps) {
  return (
    <Stack className="card" p="md" gap="xs" justify="space-between">
      <Stack gap={4}>
        <Group gap="xs">
          <Icon name={icon} />
          <Title order={3} fz="lg">
            {title}
          </Title>
          {done && (
            <Badge variant="light" tt="none">
              {text.done}
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {about}
        </Text>
      </Stack>
      <Group>
        <Button component={Link} to={to} size="xs" variant={isMain ? 'filled' : 'default'}>
          {action}
        </Button>
      </Group>
    </Stack>
  );
}
