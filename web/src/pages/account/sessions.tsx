import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { answer, api } from '../../api/client';
import { queries, queryClient } from '../../api/queries';
import type { Session } from '../../api/types';
import { relative, time } from '../../parts/format';
import { complain, say } from '../../parts/notices';
import { Section } from '../../parts/page';
import { Loaded } from '../../parts/states';
import { words } from '../../words';

const text = words.account.sessions;
const reread = () => queryClient.invalidateQueries({ queryKey: ['sessions'] });

/** Where the person is signed in, ended one by one, all others, or all. */
export function Sessions() {
  const sessions = useQuery(queries.sessions());
  const navigate = useNavigate();
  const others = useMutation({
    mutationFn: () => answer(api.DELETE('/api/auth/sessions')),
    onSuccess: () => {
      say(text.othersEnded);
      return reread();
    },
    onError: complain,
  });
  const everywhere = useMutation({
    mutationFn: () => answer(api.POST('/api/auth/sign-out-everywhere')),
    onSuccess: () => {
      queryClient.clear();
      void navigate('/sign-in');
    },
    onError: complain,
  });
  const actions = (
    <>
      <Button size="xs" variant="default" loading={others.isPending} onClick={() => others.mutate()}>
        {text.others}
      </Button>
      <Button size="xs" variant="default" loading={everywhere.isPending} onClick={() => everywhere.mutate()}>
        {text.everywhere}
      </Button>
    </>
  );
  return (
    <Section title={text.title} text={text.text} actions={actions} flush>
      <Loaded query={sessions} rows={2} height={40}>
        {({ data }) => (
          <Stack gap={0} className="rows" style={{ borderTop: '1px solid var(--line)' }}>
            {data.map((session) => (
              <Row key={session.id} session={session} />
            ))}
          </Stack>
        )}
      </Loaded>
    </Section>
  );
}

function Row({ session: { id, current, device, address, createdAt, lastUsedAt } }: { session: Session }) {
  const ending = useMutation({
    mutationFn: () => answer(api.DELETE('/api/auth/sessions/{id}', { params: { path: { id } } })),
    onSuccess: reread,
    onError: complain,
  });
  return (
    <Group px="md" py="xs" justify="space-between" gap="xs">
      <Stack gap={0} style={{ flex: '1 1 14rem', minWidth: 0 }}>
        <Group gap={6}>
          <Text fw={500}>{device}</Text>
          {current && (
            <Badge variant="light" tt="none">
              {text.current}
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed" className="breakable">
          {[address, text.used(relative(lastUsedAt)), text.began(time(createdAt))].filter(Boolean).join(' · ')}
        </Text>
      </Stack>
      {!current && (
        <Button
          size="xs"
          variant="subtle"
          color="red"
          loading={ending.isPending}
          onClick={() => ending.mutate()}
          aria-label={`${text.end}: ${device}, ${address ?? ''}`}
        >
          {text.end}
        </Button>
      )}
    </Group>
  );
}
