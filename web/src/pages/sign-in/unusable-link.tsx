import { Alert, Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** In place of a form that a link of a mail leads to, when the link lacks its token or its token does not hold. */
export function UnusableLink({ title, text, next }: { title: string; text: string; next: ReactNode }) {
  return (
    <Stack gap="md">
      <Title order={1}>{title}</Title>
      <Alert color="yellow" variant="light" role="alert">
        {text}
      </Alert>
      {next}
    </Stack>
  );
}
