import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { answer, api, once } from '../../api/client';
import { asFailure } from '../../api/failure';
import { queryClient } from '../../api/queries';
import type { MadeKey } from '../../api/types';
import { Problem } from '../../parts/states';
import { words } from '../../words';

const text = words.keys;

interface NewKeyDialogProps {
  opened: boolean;
  close: () => void;
  show: (made: MadeKey) => void;
}

export function NewKeyDialog({ opened, close, show }: NewKeyDialogProps) {
  const [name, setName] = useState('');
  const making = useMutation({
    mutationFn: () => answer(api.POST('/api/keys', { body: { name }, ...once() })),
    onSuccess: async (made) => {
      show(made);
      leave();
      await queryClient.invalidateQueries({ queryKey: ['keys'] });
    },
  });
  function leave() {
    setName('');
    making.reset();
    close();
  }
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    making.mutate();
  }
  const fields = making.error ? asFailure(making.error).fields : {};
  return (
    <Modal opened={opened} onClose={leave} title={text.add}>
      <form onSubmit={submit}>
        <Stack>
          {making.error && !fields.name && <Problem error={making.error} />}
          <TextInput
            label={text.name}
            description={text.nameHint}
            required
            maxLength={100}
            data-autofocus
            value={name}
            error={fields.name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={leave}>
              {words.common.cancel}
            </Button>
            <Button type="submit" loading={making.isPending}>
              {words.common.create}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
