import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { answer, api, once } from '../../api/client';
import { queries, queryClient } from '../../api/queries';
import type { Key, MadeKey } from '../../api/types';
import { Asking } from '../../parts/asking';
import { Command } from '../../parts/copying';
import { Icon } from '../../parts/icons';
import { Page } from '../../parts/page';
import { Empty, Loaded } from '../../parts/states';
import { words } from '../../words';
import { KeyRow } from './key-row';
import { MadeKeyDialog } from './made-key';
import { NewKeyDialog } from './new-key';

const text = words.keys;

export function Keys() {
  const [isAdding, adding] = useDisclosure(false);
  const [made, setMade] = useState<MadeKey | null>(null);
  const [rolled, setRolled] = useState<Key | null>(null);
  const [deleted, setDeleted] = useState<Key | null>(null);
  const keys = useQuery(queries.keys());
  const { data: account } = useQuery(queries.account());
  const isOwner = account?.role === 'owner';
  const add = isOwner && (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={adding.open}>
      {text.add}
    </Button>
  );
  const reread = () => queryClient.invalidateQueries({ queryKey: ['keys'] });
  async function roll() {
    if (!rolled) return;
    setMade(await answer(api.POST('/api/keys/{id}/roll', { params: { path: { id: rolled.id } }, ...once() })));
    await reread();
  }
  async function remove() {
    if (deleted) await answer(api.DELETE('/api/keys/{id}', { params: { path: { id: deleted.id } } }));
    await reread();
  }
  return (
    <Page title={text.title} text={text.text} actions={add}>
      {account && !account.features.includes('api') && <NeedsPlan />}
      <div className="card">
        <Loaded query={keys} rows={2} height={44}>
          {({ data }) =>
            data.length === 0 ? (
              <Empty icon="key" {...text.empty} action={add} />
            ) : (
              <Stack gap={0} className="rows">
                {data.map((key) => (
                  <KeyRow
                    key={key.id}
                    apiKey={key}
                    isOwner={isOwner}
                    roll={() => setRolled(key)}
                    remove={() => setDeleted(key)}
                  />
                ))}
              </Stack>
            )
          }
        </Loaded>
      </div>
      <Command
        text={`export FLUXBATCH_KEY=flx_live_…\ncurl ${location.origin}/api/usage -H "Authorization: Bearer $FLUXBATCH_KEY"`}
      />
      <NewKeyDialog opened={isAdding} close={adding.close} show={setMade} />
      <MadeKeyDialog made={made} close={() => setMade(null)} />
      <Asking
        opened={rolled !== null}
        close={() => setRolled(null)}
        title={text.roll.title}
        text={text.roll.text}
        action={text.roll.confirm}
        run={roll}
      >
        <KeyLine apiKey={rolled} />
      </Asking>
      <Asking opened={deleted !== null} close={() => setDeleted(null)} {...text.remove} run={remove}>
        <KeyLine apiKey={deleted} />
      </Asking>
    </Page>
  );
}

function NeedsPlan() {
  return (
    <Alert color="yellow" variant="light" icon={<Icon name="alert" />}>
      <Group justify="space-between" gap="xs">
        <Text size="sm">{text.needsPlan}</Text>
        <Button component={Link} to="/billing" size="xs" variant="default">
          {words.home.upgrade}
        </Button>
      </Group>
    </Alert>
  );
}

function KeyLine({ apiKey }: { apiKey: Key | null }) {
  return (
    <Text size="sm">
      {apiKey?.name} <span className="mono">{apiKey?.masked}</span>
    </Text>
  );
}
