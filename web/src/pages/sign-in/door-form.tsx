import { Button, Stack, Title } from '@mantine/core';
import { useEffect, type ReactNode, type SubmitEvent } from 'react';
import { Problem } from '../../parts/states';
import { words } from '../../words';

interface DoorFormProps {
  title: string;
  submit: string;
  pending: boolean;
  error?: unknown;
  onSubmit: (values: Record<string, string>) => void;
  /** Behind what is submitted. */
  below?: ReactNode;
  children: ReactNode;
}

/** A form whose fields the browser's password manager knows. */
export function DoorForm({ title, submit, pending, error, onSubmit, below, children }: DoorFormProps) {
  useEffect(() => {
    document.title = `${title} – ${words.common.product}`;
  }, [title]);
  function send(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    onSubmit(Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>);
  }
  return (
    <form onSubmit={send}>
      <Stack gap="md">
        <Title order={1}>{title}</Title>
        {error !== undefined && error !== null && <Problem error={error} />}
        {children}
        <Button type="submit" loading={pending} fullWidth>
          {submit}
        </Button>
        {below}
      </Stack>
    </form>
  );
}
