import { Alert, Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** In place of a form that a link of a mail leads to, when the link lacks its token. */
export function IncompleteLink({ title, text, newLink }: { title: string; text: string; newLink: ReactNode }) {
  return (
    <Stack gap="md">
      <Title order={1}>{title}</Title>
      <Alert color="yellow" variant="light">
        {text}
      </Alert>
      {newLink}
    </Stack>
  );
}
