import { Button, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { answer, api, once } from '../../api/client';
import { queryClient } from '../../api/queries';
import { Asking } from '../../parts/asking';
import { OneTimeSecret, SHOWN_ONCE } from '../../parts/copying';
import { words } from '../../words';

const text = words.webhooks;

export function RotateSecret({ id, opened, close }: { id: string; opened: boolean; close: () => void }) {
  const [secret, setSecret] = useState<string | null>(null);
  async function rotate() {
    const made = await answer(
      api.POST('/api/webhooks/{id}/rotate', { params: { path: { id } }, body: null, ...once() }),
    );
    setSecret(made.secret);
    await queryClient.invalidateQueries({ queryKey: ['webhooks'] });
  }
  return (
    <>
      <Asking opened={opened} close={close} {...text.rotate} danger={false} run={rotate} />
      <Modal opened={secret !== null} onClose={() => setSecret(null)} title={text.secret.title} {...SHOWN_ONCE}>
        <Stack>
          <OneTimeSecret value={secret ?? ''} label={text.secret.title} text={text.secret.rotated} />
          <Group justify="flex-end">
            <Button onClick={() => setSecret(null)}>{words.common.done}</Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
