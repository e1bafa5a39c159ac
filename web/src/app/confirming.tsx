import { Button, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { onConfirmation } from '../api/confirming';
import { queries } from '../api/queries';
import { Loaded } from '../parts/states';
import { words } from '../words';
import { ConfirmingForm } from './confirming-form';

const text = words.common.confirm;
/** Above the dialog whose call it was. */
const LAYER = 400;

/** Asks whoever is signed in to prove again that it is them, when a call of any page wants that; then the call goes on. */
export function Confirming() {
  const [isOpen, setOpen] = useState(false);
  const decide = useRef<(isConfirmed: boolean) => void>(() => {});
  useEffect(
    () =>
      onConfirmation(
        () =>
          new Promise((resolve) => {
            decide.current = resolve;
            setOpen(true);
          }),
      ),
    [],
  );
  function end(isConfirmed: boolean) {
    setOpen(false);
    decide.current(isConfirmed);
  }
  return (
    <Modal opened={isOpen} onClose={() => end(false)} title={text.title} zIndex={LAYER} withCloseButton={false}>
      {isOpen && <Ways end={end} />}
    </Modal>
  );
}

function Ways({ end }: { end: (isConfirmed: boolean) => void }) {
  const factors = useQuery(queries.factors());
  return (
    <Stack>
      {/* Until there is a field, Enter must not cancel. */}
      <Text size="sm" tabIndex={-1} data-autofocus={factors.data ? undefined : true}>
        {text.text}
      </Text>
      <Loaded query={factors} rows={1} height={60}>
        {(data) => <ConfirmingForm factors={data} done={() => end(true)} />}
      </Loaded>
      <Button variant="default" onClick={() => end(false)}>
        {words.common.cancel}
      </Button>
    </Stack>
  );
}
