import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { SubmitEvent } from 'react';
import { asFailure } from '../../api/failure';
import { Problem } from '../../parts/states';
import { words } from '../../words';

interface OwnPasswordProps {
  opened: boolean;
  close: () => void;
  title: string;
  text: string;
  action: string;
  /** Whether the person has one to ask for. */
  asks: boolean;
  run: (body: { password?: string }) => Promise<unknown>;
}

/** Asks for the password before the way to sign in changes. */
export function OwnPassword({ opened, close, title, text, action, asks, run }: OwnPasswordProps) {
  const doing = useMutation({ mutationFn: run, onSuccess: leave });
  function leave() {
    doing.reset();
    close();
  }
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const password = new FormData(event.currentTarget).get('password');
    doing.mutate(asks ? { password: String(password) } : {});
  }
  const { password: wrong } = doing.error ? asFailure(doing.error).fields : {};
  return (
    <Modal opened={opened} onClose={leave} title={title}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{text}</Text>
          {doing.error && !wrong && <Problem error={doing.error} />}
          {asks && (
            <PasswordInput
              name="password"
              label={words.account.current}
              autoComplete="current-password"
              required
              withAsterisk={false}
              error={wrong}
              data-autofocus
            />
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={leave}>
              {words.common.cancel}
            </Button>
            <Button type="submit" loading={doing.isPending}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
