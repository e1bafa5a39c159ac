import { Button, Group, Modal, NativeSelect, Radio, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { answer, api, once } from '../../api/client';
import { asFailure } from '../../api/failure';
import { queryClient } from '../../api/queries';
import type { MadeKey } from '../../api/types';
import { Problem } from '../../parts/states';
import { words } from '../../words';
import { endAfter, LIFETIMES, RIGHTS, type Lifetime, type Right } from './rights';

const text = words.keys;

interface NewKeyDialogProps {
  opened: boolean;
  close: () => void;
  show: (made: MadeKey) => void;
}

export function NewKeyDialog({ opened, close, show }: NewKeyDialogProps) {
  const [name, setName] = useState('');
  const [right, setRight] = useState<Right>('work');
  const [lifetime, setLifetime] = useState<Lifetime>('365');
  const making = useMutation({
    mutationFn: () => {
      const body = { name, scopes: RIGHTS[right], expiresAt: endAfter(lifetime) };
      return answer(api.POST('/api/keys', { body, ...once() }));
    },
    onSuccess: async (made) => {
      show(made);
      leave();
      await queryClient.invalidateQueries({ queryKey: ['keys'] });
    },
  });
  function leave() {
    setName('');
    setRight('work');
    setLifetime('365');
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
          <Radio.Group label={text.may} value={right} onChange={(chosen) => setRight(chosen as Right)}>
            <Stack gap="xs" mt="xs">
              {(Object.keys(RIGHTS) as Right[]).map((key) => (
                <Radio key={key} value={key} label={text.scopes[key].label} description={text.scopes[key].hint} />
              ))}
            </Stack>
          </Radio.Group>
          <NativeSelect
            label={text.ends}
            description={text.endsHint}
            data={LIFETIMES.map((value) => ({ value, label: text.lifetimes[value] }))}
            value={lifetime}
            onChange={(event) => setLifetime(event.currentTarget.value as Lifetime)}
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
