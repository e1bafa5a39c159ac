import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { words } from '../words';
import { Problem } from './states';

interface AskingProps {
  opened: boolean;
  close: () => void;
  title: string;
  text: string;
  action: string;
  danger?: boolean;
  run: () => Promise<unknown>;
  children?: ReactNode;
}

/** Asks before something that cannot be taken back, and stays open when it fails. */
export function Asking({ opened, close, title, text, action, danger = true, run, children }: AskingProps) {
  const doing = useMutation({ mutationFn: run, onSuccess: leave });
  function leave() {
    doing.reset();
    close();
  }
  return (
    <Modal opened={opened} onClose={leave} title={title}>
      <Stack>
        <Text size="sm">{text}</Text>
        {children}
        {doing.error && <Problem error={doing.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={leave} data-autofocus>
            {words.common.cancel}
          </Button>
          <Button color={danger ? 'red' : undefined} loading={doing.isPending} onClick={() => doing.mutate()}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
