import { Button, Group, Modal, Stack } from '@mantine/core';
import type { MadeKey } from '../../api/types';
import { Command, OneTimeSecret, SHOWN_ONCE } from '../../parts/copying';
import { words } from '../../words';

const text = words.keys;

/** A key in full, this once. Only its button closes the dialog: the key would be lost. */
export function MadeKeyDialog({ made, close }: { made: MadeKey | null; close: () => void }) {
  return (
    <Modal opened={made !== null} onClose={close} title={text.shown} {...SHOWN_ONCE}>
      <Stack>
        <OneTimeSecret value={made?.key ?? ''} label={text.shown} text={made?.name} />
        <Command text={`curl ${location.origin}/api/usage -H "Authorization: Bearer ${made?.key}"`} />
        <Group justify="flex-end">
          <Button onClick={close}>{words.common.done}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
