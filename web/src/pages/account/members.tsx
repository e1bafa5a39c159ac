import { Badge, Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../api/client';
import { queries, queryClient } from '../../api/queries';
import type { Account, Member, Role } from '../../api/types';
import { Asking } from '../../parts/asking';
import { date } from '../../parts/format';
import { complain, say } from '../../parts/notices';
import { Section } from '../../parts/page';
import { Loaded } from '../../parts/states';
import { words } from '../../words';
import { Invite } from './invite';

const text = words.account;
const ROLES = Object.entries(text.roles).map(([value, label]) => ({ value, label }));
/** Also who is the only owner. */
async function reread(): Promise<void> {
  await Promise.all(['members', 'account'].map((name) => queryClient.invalidateQueries({ queryKey: [name] })));
}

/** Who works in the account, and who is invited. */
export function Members({ account }: { account: Account }) {
  const members = useQuery(queries.members());
  const [removed, setRemoved] = useState<Member | null>(null);
  const isOwner = account.role === 'owner';
  async function remove() {
    if (removed) await answer(api.DELETE('/api/account/members/{id}', { params: { path: { id: removed.id } } }));
    await reread();
  }
  return (
    <Section title={text.members} text={text.roleHint} flush>
      {isOwner && <Invite done={reread} />}
      <Loaded query={members} rows={2} height={40}>
        {({ data }) => (
          <Stack gap={0} className="rows" style={{ borderTop: '1px solid var(--line)' }}>
            {data.map((member) => {
              const isSelf = member.id === account.person?.id;
              const stays = isSelf && account.soleOwner;
              const remove = isOwner && !stays ? () => setRemoved(member) : null;
              return <Row key={member.id} member={member} isSelf={isSelf} stays={stays} remove={remove} />;
            })}
          </Stack>
        )}
      </Loaded>
      <Asking opened={removed !== null} close={() => setRemoved(null)} {...text.remove} run={remove}>
        <Text size="sm">{removed?.email}</Text>
      </Asking>
    </Section>
  );
}

interface RowProps {
  member: Member;
  isSelf: boolean;
  /** The only owner. */
  stays: boolean;
  remove: (() => void) | null;
}

function Row({ member, isSelf, stays, remove }: RowProps) {
  const { id, name, email, role, status, since } = member;
  async function change(to: Role) {
    await answer(api.PATCH('/api/account/members/{id}', { params: { path: { id } }, body: { role: to } }));
    say(words.common.saved);
    await reread();
  }
  async function sendAgain() {
    await answer(api.POST('/api/account/members', { body: { email, role } }));
    say(text.invited);
    await reread();
  }
  return (
    <Group px="md" py="xs" justify="space-between" gap="xs">
      <Stack gap={0} style={{ flex: '1 1 12rem', minWidth: 0 }}>
        <Group gap={6}>
          <Text fw={500}>{name ?? email}</Text>
          {(isSelf || status === 'invited') && (
            <Badge variant="light" color={isSelf ? undefined : 'gray'} tt="none">
              {isSelf ? text.you : text.pending}
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed" className="breakable">
          {name ? email : null} {date(since)}
        </Text>
        {stays && <Text size="sm">{text.sole}</Text>}
      </Stack>
      {remove && status === 'member' ? (
        <NativeSelect
          size="xs"
          aria-label={`${text.role}: ${email}`}
          value={role}
          data={ROLES}
          onChange={(event) => void change(event.currentTarget.value as Role).catch(complain)}
        />
      ) : (
        <Text size="sm">{text.roles[role]}</Text>
      )}
      {remove && status === 'invited' && (
        <Button
          size="xs"
          variant="subtle"
          onClick={() => void sendAgain().catch(complain)}
          aria-label={`${text.sendAgain}: ${email}`}
        >
          {text.sendAgain}
        </Button>
      )}
      {remove && (
        <Button size="xs" variant="subtle" color="red" onClick={remove} aria-label={`${text.remove.action}: ${email}`}>
          {text.remove.action}
        </Button>
      )}
    </Group>
  );
}
