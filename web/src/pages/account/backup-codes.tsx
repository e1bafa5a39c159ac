import { Button, Code, Group, Modal, Stack, Text } from '@mantine/core';
import { Copy, SHOWN_ONCE } from '../../parts/copying';
import { words } from '../../words';

const text = words.account.twoFactor.codes;

/** Shown once. */
export function BackupCodes({ codes, close }: { codes: string[] | null; close: () => void }) {
  const content = codes?.join('\n') ?? '';
  return (
    <Modal opened={codes !== null} onClose={close} title={text.shown} {...SHOWN_ONCE}>
      <Stack>
        <Text size="sm">{text.hint}</Text>
        <Group align="flex-start" gap={4} wrap="nowrap">
          <Code block tabIndex={0} data-secret data-autofocus style={{ flex: 1, minWidth: 0 }}>
            {content}
          </Code>
          <Copy value={content} />
        </Group>
        <Text size="sm" fw={550}>
          {words.common.shownOnce}
        </Text>
        <Group justify="flex-end">
          <Button onClick={close}>{words.common.done}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
